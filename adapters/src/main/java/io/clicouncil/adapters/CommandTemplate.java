package io.clicouncil.adapters;

import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.Needs;
import io.clicouncil.process.Mount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command line with gaps. An argument, or a group of arguments, that names a value which is not there is left out.
 * What is filled in is not looked at again, and never reaches a shell.
 *
 * @param groups the executable and its arguments, in groups
 * @param prompt how the prompt reaches the agent
 */
record CommandTemplate(List<List<String>> groups, PromptMode prompt) {
    private static final String PROMPT = "prompt";
    private static final String PROMPT_FILE = "promptFile";
    private static final String ARGUMENTS = "{arguments}";
    private static final Pattern GAP = Pattern.compile("\\{(prompt|promptFile|model|maxCost|session|files)}");

    CommandTemplate {
        groups = List.copyOf(groups);
    }

    /** The executable, as it was written; blank where the command begins with none. */
    String executable() {
        return groups.get(0).stream().findFirst().orElse("");
    }

    /** The files that it names by absolute paths. */
    List<Mount> namedFiles() {
        return Needs.ofFilesIn(groups.stream().flatMap(List::stream).toList());
    }

    /** The same with further arguments where <code>{arguments}</code> stands as one of its own, else at its end. */
    CommandTemplate with(List<String> arguments) {
        List<List<String>> more = arguments.stream().map(List::of).toList();
        List<List<String>> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.equals(List.of(ARGUMENTS)) ? more : List.of(group)));
        if (!groups.contains(List.of(ARGUMENTS))) {
            all.addAll(more);
        }
        return new CommandTemplate(all, prompt);
    }

    /** The call for one attempt; {@code more} is added to its environment where it does not say otherwise. */
    Invocation fill(TaskAssignment assignment, Map<String, String> more) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("files", assignment.own().toString());
        values.put(PROMPT, assignment.prompt());
        values.put(PROMPT_FILE, assignment.promptFile().toString());
        values.put("model", assignment.model());
        values.put(
                "session",
                assignment.session() == null ? null : assignment.session().name());
        values.put(
                "maxCost",
                assignment.maxCost() == null ? null : assignment.maxCost().toPlainString());
        List<String> command = new ArrayList<>();
        for (List<String> group : groups) {
            if (group.stream().allMatch(text -> complete(text, values))) {
                group.forEach(text -> command.add(filled(text, values)));
            }
        }
        if (prompt == PromptMode.ARGUMENT && !names(PROMPT)) {
            command.add(assignment.prompt());
        } else if (prompt == PromptMode.FILE && !names(PROMPT_FILE)) {
            command.add(assignment.promptFile().toString());
        }
        Map<String, String> environment = new HashMap<>();
        more.forEach((name, text) -> environment.put(name, filled(text, values)));
        environment.putAll(assignment.environment());
        return new Invocation(command, prompt == PromptMode.STDIN ? assignment.promptFile() : null, environment);
    }

    private boolean names(String value) {
        return groups.stream().flatMap(List::stream).anyMatch(text -> text.contains("{" + value + "}"));
    }

    private static boolean complete(String text, Map<String, @Nullable String> values) {
        return GAP.matcher(text).results().allMatch(gap -> values.get(gap.group(1)) != null);
    }

    private static String filled(String text, Map<String, @Nullable String> values) {
        return GAP.matcher(text).replaceAll(gap -> {
            String value = values.get(gap.group(1));
            return value == null ? "" : Matcher.quoteReplacement(value);
        });
    }
}
