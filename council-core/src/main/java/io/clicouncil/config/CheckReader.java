package io.clicouncil.config;

import io.clicouncil.task.Check;
import io.clicouncil.verify.report.FreshReports;
import java.util.List;

/** Reads an item of {@code checks}: a script, or a mapping with more to say. */
final class CheckReader {
    private static final List<String> KEYS = List.of("name", "run", "timeout", "required", "report", "repeat");
    private static final int MOST_RUNS = 100;

    private CheckReader() {}

    static Check read(Value value) {
        if (!value.isMapping()) {
            return Check.shell(value.text());
        }
        Fields check = value.fields(KEYS);
        Value run = check.get("run").orElseThrow(() -> value.error("'run' is missing: the command that judges"));
        List<String> command =
                run.isList() ? command(run) : Check.shell(run.text()).command();
        return new Check(
                check.get("name")
                        .map(Value::text)
                        .orElseGet(() -> run.isList() ? String.join(" ", command) : run.text()),
                command,
                check.get("timeout").map(Value::positiveDuration).orElse(null),
                check.get("required").map(Value::flag).orElse(true),
                check.get("report").map(CheckReader::report).orElse(null),
                check.get("repeat").map(times -> times.whole(1, MOST_RUNS)).orElse(1));
    }

    private static String report(Value value) {
        String pattern = value.text();
        if (!FreshReports.isPattern(pattern)) {
            throw value.error(
                    "must be a pattern of files below the folder of the check, as target/surefire-reports/*.xml");
        }
        return pattern;
    }

    private static List<String> command(Value run) {
        List<String> command = run.items().stream().map(Value::hiddenText).toList();
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw run.error("must begin with a command");
        }
        return command;
    }
}
