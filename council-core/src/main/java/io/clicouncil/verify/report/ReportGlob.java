package io.clicouncil.verify.report;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pattern of report files. {@code *} stays within a folder, {@code **} crosses any number of them, none included.
 */
final class ReportGlob {
    private static final Pattern WILD = Pattern.compile("[*?\\[{\\\\]");
    private static final String ANY_FOLDERS = "**/";

    private final String pattern;
    private final List<PathMatcher> matchers;

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException where it is none
     */
    ReportGlob(String pattern) {
        String plain = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        this.pattern = plain;
        this.matchers = Stream.of(
                        plain, plain.replaceFirst(Pattern.quote(ANY_FOLDERS), ""), plain.replace(ANY_FOLDERS, ""))
                .distinct()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }

    String pattern() {
        return pattern;
    }

    boolean matches(Path relative) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    /** The folder to look in: what stands before the first wildcard. */
    String start() {
        StringBuilder start = new StringBuilder();
        for (String step : steps()) {
            if (WILD.matcher(step).find()) {
                break;
            }
            start.append(start.isEmpty() ? "" : "/").append(step);
        }
        int end = start.lastIndexOf("/");
        return start.length() == pattern.length() ? start.substring(0, Math.max(end, 0)) : start.toString();
    }

    /** How deep to look below that folder. */
    int depth() {
        if (pattern.contains("**") || pattern.contains("{")) {
            return Integer.MAX_VALUE;
        }
        String start = start();
        return steps().length - (start.isEmpty() ? 0 : start.split("/").length);
    }

    private String[] steps() {
        return pattern.split("/");
    }
}
