package io.clicouncil.cli.packaging;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command as a shell sees it: what is hidden is not there.
 *
 * @param name its name
 * @param description a line
 * @param options its options, in the order of their names
 * @param arguments what may stand at each place, from the first
 */
record CommandWords(String name, String description, List<OptionWords> options, List<Values> arguments) {
    CommandWords {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    static CommandWords of(CommandSpec spec) {
        return new CommandWords(
                spec.name(),
                line(spec),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .sorted(Comparator.comparing(OptionSpec::longestName))
                        .map(OptionWords::of)
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .sorted(Comparator.comparing(PositionalParamSpec::index))
                        .map(Values::of)
                        .toList());
    }

    /** The commands below this one. */
    static List<CommandWords> below(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(CommandWords::of)
                .toList();
    }

    /** A menu shows what comes before the details. */
    private static String line(CommandSpec spec) {
        return Summary.of(spec).replaceFirst("[:;] .*", "");
    }
}
