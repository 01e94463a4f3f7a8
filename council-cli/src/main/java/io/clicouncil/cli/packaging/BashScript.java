package io.clicouncil.cli.packaging;

import io.clicouncil.cli.packaging.OptionWords.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Completion for bash: two tables made from the command's model, and a function that reads them. */
record BashScript(CommandWords council, List<CommandWords> commands) {
    private static final String READER = """
            # The runs of this repository, or the agents of one of them: both are in the names of the branches of runs.
            _council_runs() {
              echo latest
              git for-each-ref --format='%(refname:lstrip=3)' refs/heads/council/ 2>/dev/null | cut -d/ -f1 | sort -ru
            }
            _council_agents() {
              local run=$1
              [ "$run" != latest ] || run=$(_council_runs | sed -n 2p)
              git for-each-ref --format='%(refname:lstrip=4)' "refs/heads/council/$run*/*" 2>/dev/null
            }

            _council_paths() {
              compopt -o filenames 2>/dev/null
              mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
            }

            _council() {
              local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' word i places=() values
              COMPREPLY=()
              # What stands before the cursor: which command, which arguments, an option that waits for its value.
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [ "$word" = = ]; then
                  option=${COMP_WORDS[i - 1]}
                elif [ -n "$option" ]; then
                  option=''
                elif [ "$word" = -- ]; then
                  return
                elif [[ $word == -* ]]; then
                  case " $(_council_next "$command") " in *" $word "*) option=$word ;; esac
                elif [ -z "$command" ]; then
                  command=$word
                else
                  places+=("$word")
                fi
              done
              if [ "$cur" = = ]; then
                option=${COMP_WORDS[COMP_CWORD - 1]} cur=''
              fi
              if [ -z "$option" ] && [[ $cur == -* ]]; then
                values=$(_council_options "$command")
              elif [ -z "$option" ] && [ -z "$command" ]; then
                values='<commands>'
              else
                values=$(_council_values "$command ${option:-${#places[@]}}")
              fi
              case $values in
                '<files>') _council_paths -f "$cur" && return ;;
                '<folders>') _council_paths -d "$cur" && return ;;
                '<runs>') values=$(_council_runs) ;;
                '<agents>') values=$(_council_agents "${places[0]-latest}") ;;
                '<commands>') values=$(_council_commands) ;;
              esac
              mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
            }
            complete -F _council council
            """;

    String text() {
        StringBuilder script = new StringBuilder("# bash completion for council\n\n");
        script.append("_council_commands() { echo '")
                .append(String.join(
                        " ", commands.stream().map(CommandWords::name).toList()))
                .append("'; }\n\n# The options of a command.\n");
        table(script, "options", command -> command.options().stream().flatMap(o -> o.names().stream()));
        script.append("\n# Those whose value is the next word.\n");
        table(
                script,
                "next",
                command -> command.options().stream()
                        .filter(option -> option.value() == Value.NEXT)
                        .flatMap(option -> option.names().stream()));
        script.append("\n# What an option's value may be, or the argument at a place.\n")
                .append("_council_values() {\n  case $1 in\n");
        values(script, "", council);
        commands.forEach(command -> values(script, command.name(), command));
        return script.append("  esac\n}\n\n").append(READER).toString();
    }

    private void table(StringBuilder script, String name, Function<CommandWords, Stream<String>> words) {
        script.append("_council_").append(name).append("() {\n  case $1 in\n");
        for (CommandWords command : commands) {
            script.append("    ")
                    .append(command.name())
                    .append(") echo '")
                    .append(String.join(" ", words.apply(command).toList()))
                    .append("' ;;\n");
        }
        script.append("    *) echo '")
                .append(String.join(" ", words.apply(council).toList()))
                .append("' ;;\n  esac\n}\n");
    }

    private static void values(StringBuilder script, String name, CommandWords command) {
        for (OptionWords option : command.options()) {
            if (option.value() != Value.NONE) {
                option.names().forEach(word -> value(script, name + " " + word, option.values()));
            }
        }
        for (int place = 0; place < command.arguments().size(); place++) {
            value(script, name + " " + place, command.arguments().get(place));
        }
    }

    private static void value(StringBuilder script, String key, Values values) {
        String words = switch (values.kind()) {
            case FREE -> "";
            case WORDS -> String.join(" ", values.words());
            case FILES -> "<files>";
            case FOLDERS -> "<folders>";
            case RUNS -> "<runs>";
            case AGENTS -> "<agents>";
            case COMMANDS -> "<commands>";
        };
        if (!words.isEmpty()) {
            script.append("    '").append(key).append("') echo '").append(words).append("' ;;\n");
        }
    }
}
