package io.clicouncil.cli.packaging;

import io.clicouncil.cli.packaging.OptionWords.Value;
import java.util.ArrayList;
import java.util.List;

/** Completion for zsh, by its own {@code _arguments}. */
record ZshScript(CommandWords council, List<CommandWords> commands) {
    private static final String HELPERS = """
            # The runs of this repository, or the agents of one of them: both are in the names of the branches of runs.
            _council_runs() {
              local -a runs
              runs=(latest ${(Ou)${(f)"$(git for-each-ref --format='%(refname:lstrip=3)' refs/heads/council/ 2>/dev/null)"}%%/*})
              compadd -V runs -a runs
            }
            _council_agents() {
              local -a agents
              local run=${line[1]-latest}
              [[ $run != latest ]] ||
                run=$(git for-each-ref --format='%(refname:lstrip=3)' --sort=-refname refs/heads/council/ 2>/dev/null |
                  sed -n '1s|/.*||p')
              agents=(${(f)"$(git for-each-ref --format='%(refname:lstrip=4)' "refs/heads/council/$run*/*" 2>/dev/null)"})
              compadd -a agents
            }

            """;

    String text() {
        StringBuilder script = new StringBuilder("#compdef council\n# zsh completion for council\n\n").append(HELPERS);
        script.append("_council_commands() {\n  local -a commands=(\n");
        for (CommandWords command : commands) {
            script.append("    ")
                    .append(quoted(command.name() + ":" + command.description()))
                    .append('\n');
        }
        script.append("  )\n  _describe -t commands command commands\n}\n\n_council() {\n")
                .append("  local curcontext=$curcontext context state state_descr line\n")
                .append("  typeset -A opt_args\n");
        List<String> own = options(council);
        own.add("'1:command:_council_commands'");
        own.add("'*::argument:->command'");
        arguments(script, "  ", "-C ", own);
        script.append("  [[ $state == command ]] || return\n  case $line[1] in\n");
        for (CommandWords command : commands) {
            List<String> specs = options(command);
            command.arguments().forEach(values -> specs.add("':" + "argument:" + action(values) + "'"));
            script.append("    ").append(command.name()).append(")\n");
            arguments(script, "      ", "", specs);
            script.append("      ;;\n");
        }
        return script.append("  esac\n}\n\n")
                .append("# Called by compinit's autoload, or sourced from a start-up file.\n")
                .append("if [[ $funcstack[1] == _council ]]; then _council \"$@\"; else compdef _council council; fi\n")
                .toString();
    }

    private static void arguments(StringBuilder script, String indent, String flags, List<String> specs) {
        script.append(indent).append("_arguments -s ").append(flags).append("\\\n");
        script.append(indent)
                .append("  ")
                .append(String.join(" \\\n" + indent + "  ", specs))
                .append('\n');
    }

    private static List<String> options(CommandWords command) {
        List<String> specs = new ArrayList<>();
        for (OptionWords option : command.options()) {
            String before = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
            for (String name : option.names()) {
                String sign = option.value() == Value.NONE
                        ? ""
                        : option.value() == Value.ATTACHED ? "=-" : option.isLong(name) ? "=" : "+";
                String value = option.value() == Value.NONE
                        ? ""
                        : (option.value() == Value.ATTACHED ? "::" : ":") + option.label() + ":"
                                + action(option.values());
                String description = option.description().replaceAll("([\\[\\]:\\\\])", "\\\\$1");
                specs.add(quoted(before + name + sign + "[" + description + "]" + value));
            }
        }
        return specs;
    }

    private static String action(Values values) {
        return switch (values.kind()) {
            case FREE -> "()";
            case WORDS -> "(" + String.join(" ", values.words()) + ")";
            case FILES -> "_files";
            case FOLDERS -> "_files -/";
            case RUNS -> "_council_runs";
            case AGENTS -> "_council_agents";
            case COMMANDS -> "_council_commands";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
