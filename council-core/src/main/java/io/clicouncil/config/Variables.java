package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the options that are given as variables of the environment. */
final class Variables {
    private Variables() {}

    /**
     * The options with a variable that is not empty; those that are lists hold one value a line.
     *
     * @param others long options that are no configuration, whose variables somebody else reads
     */
    static Map<ConfigOption, List<String>> read(Map<String, String> environment, Collection<String> others) {
        refuseUnknown(environment, others);
        Map<ConfigOption, List<String>> options = new EnumMap<>(ConfigOption.class);
        for (ConfigOption option : ConfigOption.values()) {
            String value = environment.getOrDefault(option.variable(), "").strip();
            if (!value.isEmpty()) {
                options.put(option, option.isList() ? lines(value) : List.of(value));
            }
        }
        return options;
    }

    private static void refuseUnknown(Map<String, String> environment, Collection<String> others) {
        List<String> known = Stream.concat(
                        Arrays.stream(ConfigOption.values()).map(ConfigOption::variable),
                        others.stream().map(Variables::name))
                .toList();
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (variable.startsWith(ConfigOption.VARIABLE) && !known.contains(variable)) {
                throw CouncilException.usage(Nearest.unknown("variable", variable, known));
            }
        }
    }

    private static String name(String longName) {
        return ConfigOption.VARIABLE + longName.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<String> lines(String value) {
        return value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
