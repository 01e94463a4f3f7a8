package io.clicouncil.adapters.ollama;

import io.clicouncil.adapters.edits.EditInstructions;
import io.clicouncil.task.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model is told: how to answer, the files that the task is about as far as they have room, and the task.
 *
 * @param system how to answer
 * @param user the files and the task
 * @param shown the files that are shown in full
 * @param leftOut files that the task names and that have no room
 */
record Briefing(String system, String user, List<String> shown, List<String> leftOut) {
    /** The list of paths gets a tenth of the room. */
    private static final int LIST_SHARE = 10;

    /** Files are in the order of their rank; behind these nothing is likely to help. */
    private static final int MOST_SHOWN = 40;

    Briefing {
        shown = List.copyOf(shown);
        leftOut = List.copyOf(leftOut);
    }

    /** A briefing that fits into a window, or nothing where not even the task does. Reads files. */
    static Optional<Briefing> of(String prompt, RepositoryFiles files, ContextWindow window) {
        String task = "# The task\n\n" + prompt;
        int room = window.question() - ContextWindow.tokensOf(EditInstructions.TEXT) - ContextWindow.tokensOf(task);
        if (room < 0) {
            return Optional.empty();
        }
        String list = list(files.paths(), room / LIST_SHARE);
        int left = room - ContextWindow.tokensOf(list);
        StringBuilder texts = new StringBuilder();
        List<String> shown = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        // The frame of a prompt says nothing of what the task is about.
        for (FileRanking.Ranked file : FileRanking.of(Prompt.task(prompt), files)) {
            if (shown.size() == MOST_SHOWN) {
                break;
            }
            String text = files.text(file.path())
                    .map(found -> block(file.path(), found))
                    .orElse("");
            int tokens = ContextWindow.tokensOf(text);
            if (!text.isEmpty() && tokens <= left) {
                left -= tokens;
                texts.append(text);
                shown.add(file.path());
            } else if (file.named()) {
                leftOut.add(file.path());
            }
        }
        String missing = missing(leftOut);
        if (ContextWindow.tokensOf(missing) > left) {
            missing = "";
        }
        String user = list + (shown.isEmpty() ? "" : "# Files\n\n") + texts + missing + task;
        return Optional.of(new Briefing(EditInstructions.TEXT, user, shown, leftOut));
    }

    /** About how many tokens it has. */
    int tokens() {
        return ContextWindow.tokensOf(system) + ContextWindow.tokensOf(user);
    }

    private static String list(List<String> paths, int room) {
        StringBuilder list = new StringBuilder();
        int listed = 0;
        int tokens = 0;
        while (listed < paths.size() && tokens < room) {
            tokens += ContextWindow.tokensOf(paths.get(listed));
            list.append(paths.get(listed++)).append('\n');
        }
        if (listed == 0) {
            return "";
        }
        String rest = listed < paths.size() ? "and " + (paths.size() - listed) + " more\n" : "";
        return "# All files of the repository\n\n" + list + rest + "\n";
    }

    /** A file between fences that are longer than any in it. */
    private static String block(String path, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return path + "\n" + fence + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence + "\n\n";
    }

    private static String missing(List<String> paths) {
        return paths.isEmpty()
                ? ""
                : "These files are there, but could not be shown; do not change them blindly: "
                        + String.join(", ", paths) + "\n\n";
    }
}
