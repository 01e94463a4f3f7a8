package io.clicouncil.cli.packaging;

import io.clicouncil.cli.packaging.OptionWords.Value;
import java.util.List;

/** Completion for fish: one line for each thing that may be typed. */
record FishScript(CommandWords council, List<CommandWords> commands) {
    private static final String HELPERS = """
            # fish completion for council

            # The runs of this repository, or the agents of one of them: both are in the names of the branches of runs.
            function __council_runs
                echo latest
                git for-each-ref --format='%(refname:lstrip=3)' refs/heads/council/ 2>/dev/null | cut -d/ -f1 | sort -ru
            end
            function __council_agents
                set -l words (commandline -opc) latest
                set -l run $words[3]
                test $run != latest; or set run (__council_runs)[2]
                test -n "$run"; and git for-each-ref --format='%(refname:lstrip=4)' "refs/heads/council/$run*/*" 2>/dev/null
            end
            # Whether it is the argument at this place of this command that is typed; options are not counted as such.
            function __council_at
                set -l arguments (string match -v -- '-*' (commandline -opc))
                test (count $arguments) -eq (math $argv[2] + 2); and test "$arguments[2]" = $argv[1]
            end

            complete -c council -f
            """;

    String text() {
        StringBuilder script = new StringBuilder(HELPERS);
        options(script, "__fish_use_subcommand", council);
        for (CommandWords command : commands) {
            script.append("complete -c council -n __fish_use_subcommand -a ")
                    .append(command.name())
                    .append(" -d ")
                    .append(quoted(command.description()))
                    .append('\n');
        }
        for (CommandWords command : commands) {
            script.append('\n');
            options(script, "__fish_seen_subcommand_from " + command.name(), command);
            for (int place = 0; place < command.arguments().size(); place++) {
                if (command.arguments().get(place).kind() != Values.Kind.FREE) {
                    script.append("complete -c council -n ")
                            .append(quoted("__council_at " + command.name() + " " + place))
                            .append(values(command.arguments().get(place)))
                            .append('\n');
                }
            }
        }
        return script.toString();
    }

    private void options(StringBuilder script, String condition, CommandWords command) {
        for (OptionWords option : command.options()) {
            script.append("complete -c council -n ").append(quoted(condition));
            for (String name : option.names()) {
                script.append(option.isLong(name) ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (option.value() != Value.NONE) {
                script.append(option.value() == Value.NEXT ? " -r" : "").append(values(option.values()));
            }
            script.append(" -d ").append(quoted(option.description())).append('\n');
        }
    }

    private String values(Values values) {
        return switch (values.kind()) {
            case FREE -> " -f";
            case WORDS -> " -f -a " + quoted(String.join(" ", values.words()));
            case FILES -> " -F";
            case FOLDERS -> " -f -a '(__fish_complete_directories)'";
            case RUNS -> " -f -k -a '(__council_runs)'";
            case AGENTS -> " -f -a '(__council_agents)'";
            case COMMANDS ->
                " -f -a "
                        + quoted(String.join(
                                " ", commands.stream().map(CommandWords::name).toList()));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
