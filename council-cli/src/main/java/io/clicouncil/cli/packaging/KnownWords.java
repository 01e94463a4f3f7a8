package io.clicouncil.cli.packaging;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapters.BuiltInAdapters;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.workspace.ApplyMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Words that an argument may be, of which the model of the command does not know: their options are read as text, since a
 * configuration can hold them as well.
 */
final class KnownWords {
    private static final List<String> ADAPTERS =
            BuiltInAdapters.all().stream().map(AdapterFactory::id).toList();

    private static final Map<String, List<String>> OF_OPTIONS = Map.of(
            "--strategy",
            StrategyKind.ids(),
            "--apply",
            lowerCase(ApplyMode.values()),
            "--agent",
            ADAPTERS,
            "--show",
            ADAPTERS);

    private KnownWords() {}

    /** All that is possible, or nothing where that is not known. */
    static List<String> of(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type.isEnum()) {
            return lowerCase(type.getEnumConstants());
        }
        return argument instanceof OptionSpec option
                ? OF_OPTIONS.getOrDefault(option.longestName(), List.of())
                : List.of();
    }

    private static List<String> lowerCase(Object[] words) {
        return Arrays.stream(words)
                .map(word -> word.toString().toLowerCase(Locale.ROOT))
                .toList();
    }
}
