package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Entry;
import io.clicouncil.config.Node.Items;
import io.clicouncil.config.Node.Kind;
import io.clicouncil.config.Node.Scalar;
import io.clicouncil.failure.CouncilException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The options of one invocation: the command line over the environment. */
final class Options {
    private final Map<ConfigOption, Items> given = new EnumMap<>(ConfigOption.class);
    private final Place nowhere;

    /**
     * Joins the levels.
     *
     * @param typed what the command line holds; no value stands for an option without one
     * @param environment where variables are looked up
     * @param others long options that are no configuration, whose variables somebody else reads
     * @param folder what relative paths are relative to
     */
    Options(
            Map<ConfigOption, List<String>> typed,
            Map<String, String> environment,
            Collection<String> others,
            Path folder) {
        nowhere = Place.option("options", folder);
        Map<ConfigOption, List<String>> variables = Variables.read(environment, others);
        requireOneJudge(typed, Options::typedName);
        requireOneJudge(variables, ConfigOption::variable);
        if (typed.containsKey(ConfigOption.CHECK) || typed.containsKey(ConfigOption.UNVERIFIED)) {
            variables.remove(ConfigOption.CHECK);
            variables.remove(ConfigOption.UNVERIFIED);
        }
        variables.forEach((option, values) -> given.put(option, items(option, option.variable(), values)));
        typed.forEach((option, values) -> given.put(option, items(option, typedName(option), values)));
    }

    /** The last value of an option, where one was given. */
    Optional<Value> value(ConfigOption option) {
        return Optional.ofNullable(given.get(option))
                .map(Items::items)
                .filter(values -> !values.isEmpty())
                .map(values -> new Value(values.get(values.size() - 1), ""));
    }

    /** Whether a flag is raised. */
    boolean raised(ConfigOption flag) {
        return given.containsKey(flag) && value(flag).map(Value::flag).orElse(true);
    }

    /** Whether the winner is to be applied. */
    boolean applies() {
        return given.containsKey(ConfigOption.APPLY) && !plainApply("false");
    }

    /** Whether a mode of applying is named. */
    boolean namesApplyMode() {
        return given.containsKey(ConfigOption.APPLY) && replacesFile(ConfigOption.APPLY);
    }

    /** The names of the agents to ask, in order; empty for all. */
    List<String> agents() {
        Items names = given.get(ConfigOption.AGENT);
        if (names == null) {
            return List.of();
        }
        List<String> selected = new ArrayList<>();
        for (Node value : names.items()) {
            for (String name : ((Scalar) value).text().split("[,\\n]", -1)) {
                if (name.isBlank()) {
                    throw value.place().error("an agent's name is missing; write NAME or NAME,NAME");
                }
                if (selected.contains(name.strip())) {
                    throw value.place().error("agent '" + name.strip() + "' is named twice");
                }
                selected.add(name.strip());
            }
        }
        return selected;
    }

    /** The options that replace what a file says, as a file would say it. */
    Entries asFile() {
        Map<String, Entry> top = new LinkedHashMap<>();
        Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
        given.forEach((option, values) -> {
            if (replacesFile(option)) {
                Map<String, Entry> section = option.section().isEmpty()
                        ? top
                        : sections.computeIfAbsent(option.section(), name -> new LinkedHashMap<>());
                section.put(option.key(), new Entry(values.place(), nodeOf(option, values)));
            }
        });
        if (raised(ConfigOption.UNVERIFIED)) {
            top.put(ConfigOption.CHECK.key(), new Entry(nowhere, new Items(nowhere, List.of())));
        }
        sections.forEach((name, entries) -> top.put(name, new Entry(nowhere, new Entries(nowhere, entries))));
        return new Entries(nowhere, top);
    }

    private boolean replacesFile(ConfigOption option) {
        return !option.key().isEmpty()
                && !(option == ConfigOption.APPLY
                        && Stream.of("", "true", "false").anyMatch(this::plainApply));
    }

    /** Whether {@code --apply} names no mode but this word. */
    private boolean plainApply(String word) {
        return value(ConfigOption.APPLY).map(Value::hiddenText).orElse("").equals(word);
    }

    private Node nodeOf(ConfigOption option, Items values) {
        return option.isList()
                ? values
                : value(option).map(Value::node).orElseGet(() -> new Scalar(values.place(), Kind.STRING, "true"));
    }

    private Items items(ConfigOption option, String source, List<String> values) {
        Place place = Place.option(source, nowhere.folder());
        if (values.isEmpty() && !option.standsAlone()) {
            throw place.error("a value is missing");
        }
        return new Items(
                place,
                values.stream()
                        .<Node>map(value -> new Scalar(place, Kind.STRING, value))
                        .toList());
    }

    private static void requireOneJudge(Map<ConfigOption, List<String>> level, Function<ConfigOption, String> nameOf) {
        if (level.containsKey(ConfigOption.CHECK) && level.containsKey(ConfigOption.UNVERIFIED)) {
            throw CouncilException.usage(nameOf.apply(ConfigOption.CHECK) + " and "
                    + nameOf.apply(ConfigOption.UNVERIFIED) + " exclude each other");
        }
    }

    private static String typedName(ConfigOption option) {
        return "--" + option.longName();
    }
}
