package io.clicouncil.config;

import io.clicouncil.task.Check;
import java.util.List;

/** Reads an item of {@code checks}: a script, or a mapping with more to say. */
final class CheckReader {
    private static final List<String> KEYS = List.of("name", "run", "timeout", "required");
    private static final List<String> LATER = List.of("report", "repeat");

    private CheckReader() {}

    static Check read(Value value) {
        if (!value.isMapping()) {
            return Check.shell(value.text());
        }
        Fields check = value.fields(KEYS, LATER);
        Value run = check.get("run").orElseThrow(() -> value.error("'run' is missing: the command that judges"));
        List<String> command =
                run.isList() ? command(run) : Check.shell(run.text()).command();
        return new Check(
                check.get("name")
                        .map(Value::text)
                        .orElseGet(() -> run.isList() ? String.join(" ", command) : run.text()),
                command,
                check.get("timeout").map(Value::positiveDuration).orElse(null),
                check.get("required").map(Value::flag).orElse(true));
    }

    private static List<String> command(Value run) {
        List<String> command = run.items().stream().map(Value::hiddenText).toList();
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw run.error("must begin with a command");
        }
        return command;
    }
}
