package io.clicouncil.cli.report;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import io.clicouncil.text.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One report that is asked for.
 *
 * @param kind what it is
 * @param file the absolute file that it goes to
 */
record ReportRequest(ReportKind kind, Path file) {
    private static final String OPTION = "--report: ";

    ReportRequest {
        Objects.requireNonNull(kind, "kind");
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("the file of a report is absolute: " + file);
        }
    }

    /**
     * Reads {@code KIND=FILE}.
     *
     * @param directory what a relative file is relative to
     * @throws CouncilException of reason {@code USAGE} where it is none, or the file could not be written
     */
    static ReportRequest parse(String words, Path directory) {
        int equals = words.indexOf('=');
        if (equals < 1 || equals == words.length() - 1) {
            throw CouncilException.usage(
                    OPTION + Quoted.of(words) + " is no report: write KIND=FILE, as in html=report.html");
        }
        Path file =
                directory.resolve(words.substring(equals + 1)).toAbsolutePath().normalize();
        requireWritable(file);
        return new ReportRequest(kind(words.substring(0, equals)), file);
    }

    private static ReportKind kind(String word) {
        List<String> known =
                Arrays.stream(ReportKind.values()).map(ReportKind::name).toList();
        String lower = word.toLowerCase(Locale.ROOT);
        if (!known.contains(lower)) {
            throw CouncilException.usage(OPTION + Nearest.unknown("kind", word, known));
        }
        return ReportKind.valueOf(lower);
    }

    /** Folders that are missing are made later, when there is something to write. */
    private static void requireWritable(Path file) {
        @Nullable Path folder = file.getParent();
        while (folder != null && Files.notExists(folder)) {
            folder = folder.getParent();
        }
        if (Files.isDirectory(file)) {
            throw CouncilException.usage(OPTION + file + " is a folder: name a file in it");
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CouncilException.usage(OPTION + file + " cannot be written: " + folder + " is no folder to write to");
        }
    }
}
