package io.clicouncil.adapters.autoclaude;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes out of a {@code .gitignore} what the program wrote into it, and nothing else. */
final class IgnoreLines {
    private static final Set<String> ENTRIES = Set.of(
            ".auto-claude",
            ".auto-claude-security.json",
            ".auto-claude-status",
            ".claude_settings.json",
            ".worktrees",
            ".security-key",
            "logs/security");
    private static final Pattern TITLE = Pattern.compile("# Auto[ -]Claude (data directory|generated files)");

    private static final Pattern LINE_END = Pattern.compile("(?<=\n)");

    private IgnoreLines() {}

    /**
     * The text without its lines.
     *
     * @param before the text before the program began, empty where there was none
     * @param after the text now
     * @return {@code before}, to the letter, where nobody else changed anything
     */
    static String without(String before, String after) {
        Set<String> known =
                Set.copyOf(before.lines().map(String::strip).distinct().toList());
        List<String> kept = new ArrayList<>();
        for (String line : LINE_END.split(after, -1)) {
            String entry = line.strip();
            boolean itsOwn = TITLE.matcher(entry).matches() || ENTRIES.contains(withoutSlash(entry));
            if (!itsOwn || known.contains(entry)) {
                kept.add(line);
            } else if (TITLE.matcher(entry).matches() && endsBlank(kept)) {
                kept.remove(kept.size() - 1);
            }
        }
        String rest = String.join("", kept);
        return plain(rest).equals(plain(before)) ? before : rest;
    }

    /** The program writes other line ends than it found, and a last one where none was. */
    private static String plain(String text) {
        return String.join("\n", text.lines().toList()).strip();
    }

    private static boolean endsBlank(List<String> lines) {
        return !lines.isEmpty() && lines.get(lines.size() - 1).isBlank();
    }

    private static String withoutSlash(String entry) {
        return entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
    }
}
