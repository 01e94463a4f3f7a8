package io.clicouncil.task;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The prompt as agents get it: the task as given, followed by a short frame that says what the council expects.
 *
 * @since 0.1
 */
public final class Prompt {
    /** What every frame begins with. */
    private static final String FRAME =
            "\n\n---\nYou work in a private checkout of the repository, and nobody can answer questions: decide yourself"
                    + " and finish the task. What counts is the state of the files when you end; you need not commit.\n";

    private Prompt() {}

    /** The prompt of a task. */
    public static String of(CouncilTask task) {
        return task.framed() ? task.prompt() + frame(task) : task.prompt();
    }

    /** The task of a prompt, without the frame if it has one. */
    public static String task(String prompt) {
        int frame = prompt.lastIndexOf(FRAME);
        return frame < 0 ? prompt : prompt.substring(0, frame);
    }

    private static String frame(CouncilTask task) {
        StringBuilder frame = new StringBuilder(FRAME);
        if (!task.checks().isEmpty()) {
            frame.append("The result is judged in a clean checkout by:\n");
            frame.append(task.checks().stream().map(Prompt::line).collect(Collectors.joining()));
        }
        paths(frame, "Edits of these paths are thrown away:", task.protect());
        paths(
                frame,
                "A result that touches these paths is refused:",
                task.scope().forbid());
        return frame.toString();
    }

    private static void paths(StringBuilder frame, String what, List<String> patterns) {
        if (!patterns.isEmpty()) {
            frame.append(what).append('\n');
            frame.append(patterns.stream().map(pattern -> "- " + pattern + "\n").collect(Collectors.joining()));
        }
    }

    private static String line(Check check) {
        List<String> command = check.command();
        boolean script = command.size() == 3 && command.subList(0, 2).equals(List.of("sh", "-c"));
        String shown = script ? command.get(2) : String.join(" ", command);
        return "- " + shown + (check.required() ? "" : " (not required)") + "\n";
    }
}
