package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The reports that a user asks for. They are checked before anything is spent, and written when there is a result.
 *
 * @since 0.1
 */
public final class Reports {
    private final List<ReportRequest> requests;

    private Reports(List<ReportRequest> requests) {
        this.requests = List.copyOf(requests);
    }

    /**
     * The reports of these options.
     *
     * @param options each as {@code KIND=FILE}
     * @param directory the absolute folder that relative files are relative to
     * @throws CouncilException of reason {@code USAGE} where one is no report or cannot be written, or two name one file
     */
    public static Reports of(List<String> options, Path directory) {
        List<ReportRequest> requests = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        for (String option : options) {
            ReportRequest request = ReportRequest.parse(option, directory);
            if (!files.add(request.file())) {
                throw CouncilException.usage("--report: two reports would go to " + request.file());
            }
            requests.add(request);
        }
        return new Reports(requests);
    }

    /** Whether none is asked for. */
    public boolean isEmpty() {
        return requests.isEmpty();
    }

    /**
     * Writes them all, each file at once or not at all.
     *
     * @throws CouncilException of reason {@code INTERNAL} where one cannot be written, after the others are
     */
    public void write(RunFacts facts) {
        List<String> failed = new ArrayList<>();
        for (ReportRequest request : requests) {
            try {
                put(request.file(), content(request.kind(), facts));
            } catch (IOException error) {
                failed.add(request.file() + " (" + error.getClass().getSimpleName() + ")");
            }
        }
        if (!failed.isEmpty()) {
            throw new CouncilException(
                    CouncilException.Reason.INTERNAL,
                    "not written: " + String.join(", ", failed) + "; `council show "
                            + facts.result().runId() + " --report KIND=FILE` writes a report again");
        }
    }

    private static String content(ReportKind kind, RunFacts facts) throws IOException {
        return switch (kind) {
            case html -> new HtmlReport(facts).page();
            case markdown -> new MarkdownReport(facts).text(MarkdownReport.COMMENT_BYTES);
            case junit -> new JunitReport(facts).xml();
            case json -> Json.pretty(Json.result(facts.result())) + "\n";
        };
    }

    private static void put(Path file, String content) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        // No temporary file as the JVM makes it: only its owner could read that, and reports are made for others.
        Path draft = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.write(draft, content.getBytes(UTF_8), StandardOpenOption.CREATE_NEW);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
