package io.clicouncil.cli.report;

import io.clicouncil.cli.view.Words;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.worktrees.GitPatches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run left beside its journal: the branches of its candidates, and the files with what agents and checks printed.
 * All that comes out of here is harmless and without the keys of agents.
 *
 * @since 0.1
 */
public final class Evidence {
    private static final Pattern ATTEMPT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern OF_A_CHECK = Pattern.compile("check-[0-9.]+\\.(out|err)");
    private static final List<String> CHANNELS = List.of("stdout", "stderr");

    private final Path commonDirectory;
    private final Redaction redaction;

    /**
     * What is left in a repository.
     *
     * @param commonDirectory its common git directory
     * @param redaction what is secret
     */
    public Evidence(Path commonDirectory, Redaction redaction) {
        this.commonDirectory = commonDirectory;
        this.redaction = redaction;
    }

    /**
     * One thing that was printed.
     *
     * @param name which, in words
     * @param text what
     */
    record Transcript(String name, Excerpt text) {}

    /** Words of somebody else on one line. */
    String line(String words) {
        return Words.harmless(redaction.text(words));
    }

    /** Words of somebody else, whose lines stay lines. */
    String text(String words) {
        return redaction.text(words).lines().map(Words::harmless).collect(Collectors.joining("\n"));
    }

    /**
     * The patch of a change against what it started from, or nothing where its branch or its base is gone.
     *
     * @param chars how much of it at most
     */
    Optional<Excerpt> patch(String base, ChangeSummary change, int chars) {
        ExcerptStream patch = new ExcerptStream(redaction, chars, 0);
        try (patch) {
            boolean found = Boolean.TRUE.equals(new GitPatches(commonDirectory)
                    .write(base, change.branch(), patch)
                    .block());
            if (!found) {
                return Optional.empty();
            }
        } catch (CouncilException gone) {
            return Optional.empty();
        }
        return Optional.of(patch.excerpt());
    }

    /**
     * What an agent and its checks printed, in the order of its attempts; what printed nothing is left out.
     *
     * @param chars how much of each at most
     */
    List<Transcript> transcripts(String runId, String agent, int chars) throws IOException {
        Path folder = commonDirectory.resolve("council/runs").resolve(runId).resolve(agent);
        List<Transcript> found = new ArrayList<>();
        List<Path> attempts = files(folder, ATTEMPT);
        attempts.sort(Comparator.comparing(attempt -> Integer.parseInt(name(attempt))));
        for (Path attempt : attempts) {
            for (String channel : CHANNELS) {
                add(found, "attempt " + name(attempt) + ", " + channel, attempt.resolve(channel), chars);
            }
        }
        List<Path> checks = files(folder.resolve("checks"), OF_A_CHECK);
        checks.sort(Comparator.comparing(Evidence::name));
        for (Path check : checks) {
            String channel = name(check).endsWith("out") ? "stdout" : "stderr";
            String number = name(check).substring("check-".length(), name(check).length() - ".out".length());
            add(found, "check " + number + ", " + channel, check, chars);
        }
        return found;
    }

    private void add(List<Transcript> found, String name, Path file, int chars) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        // How it began tells what was tried, how it ended tells more.
        ExcerptStream text = new ExcerptStream(redaction, chars / 4, chars - chars / 4);
        try (text;
                InputStream bytes = Files.newInputStream(file)) {
            bytes.transferTo(text);
        }
        found.add(new Transcript(name, text.excerpt()));
    }

    private static List<Path> files(Path folder, Pattern names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new ArrayList<>();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> names.matcher(name(file)).matches())
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
