package io.clicouncil.cli;

import io.clicouncil.config.ConfigOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run and of its plan. Those that a configuration can hold too are handed on by their long names. */
final class TaskOptions {
    @Option(
            names = {"-a", "--agent"},
            paramLabel = "NAME",
            description = "Ask only these agents; an adapter's name will do.")
    private List<String> agents = new ArrayList<>();

    @Option(names = "--strategy", paramLabel = "NAME", description = "Who starts when: all (default), race, cascade.")
    private @Nullable String strategy;

    @Option(names = "--worth", paramLabel = "USD", description = "Cascade: what a solved task is worth.")
    private @Nullable String worth;

    @Option(names = "--base", paramLabel = "REV", description = "Start from this revision (default: HEAD).")
    private @Nullable String base;

    @Option(names = "--with-changes", description = "Start from a snapshot of what is uncommitted.")
    private boolean withChanges;

    @Option(names = "--check", paramLabel = "CMD", description = "Judge changes by this command; repeatable.")
    private List<String> checks = new ArrayList<>();

    @Option(names = "--expect", paramLabel = "TEST", description = "This test must turn green; repeatable.")
    private List<String> expect = new ArrayList<>();

    @Option(
            names = "--protect",
            paramLabel = "GLOB",
            description = "Take edits of these out of every change; repeatable.")
    private List<String> protect = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "DURATION", description = "The time of one attempt (default: 30m).")
    private @Nullable String timeout;

    @Option(names = "--deadline", paramLabel = "DURATION", description = "The time of the run (default: 2h).")
    private @Nullable String deadline;

    @Option(names = "--retries", paramLabel = "N", description = "How often an attempt is made again (default: 3).")
    private @Nullable String retries;

    @Option(
            names = "--retry-delay",
            paramLabel = "DURATION",
            description = "The wait before the first retry (default: 5s).")
    private @Nullable String retryDelay;

    @Option(names = "--budget", paramLabel = "USD", description = "What the run may cost.")
    private @Nullable String budget;

    @Option(names = "--concurrency", paramLabel = "N", description = "How many agents work at once (default: 4).")
    private @Nullable String concurrency;

    @Option(
            names = "--apply",
            paramLabel = "MODE",
            description = "Apply the winner: squash (default), merge, ff, patch.")
    private @Nullable String apply;

    @Option(names = "--unverified", description = "Let a change win without any check.")
    private boolean unverified;

    @Option(names = "--allow-risky", description = "Apply also what runs later on this machine.")
    private boolean allowRisky;

    /** What was given, as it was typed. */
    Map<ConfigOption, List<String>> given() {
        Map<ConfigOption, List<String>> given = new EnumMap<>(ConfigOption.class);
        put(given, ConfigOption.AGENT, agents);
        put(given, ConfigOption.CHECK, checks);
        put(given, ConfigOption.EXPECT, expect);
        put(given, ConfigOption.PROTECT, protect);
        put(given, ConfigOption.STRATEGY, strategy);
        put(given, ConfigOption.WORTH, worth);
        put(given, ConfigOption.BASE, base);
        put(given, ConfigOption.WITH_CHANGES, withChanges);
        put(given, ConfigOption.TIMEOUT, timeout);
        put(given, ConfigOption.DEADLINE, deadline);
        put(given, ConfigOption.RETRIES, retries);
        put(given, ConfigOption.RETRY_DELAY, retryDelay);
        put(given, ConfigOption.BUDGET, budget);
        put(given, ConfigOption.CONCURRENCY, concurrency);
        put(given, ConfigOption.APPLY, apply);
        put(given, ConfigOption.UNVERIFIED, unverified);
        put(given, ConfigOption.ALLOW_RISKY, allowRisky);
        return given;
    }

    private static void put(Map<ConfigOption, List<String>> given, ConfigOption option, @Nullable String value) {
        if (value != null) {
            given.put(option, value.isEmpty() ? List.of() : List.of(value));
        }
    }

    private static void put(Map<ConfigOption, List<String>> given, ConfigOption option, List<String> values) {
        if (!values.isEmpty()) {
            given.put(option, List.copyOf(values));
        }
    }

    private static void put(Map<ConfigOption, List<String>> given, ConfigOption option, boolean raised) {
        if (raised) {
            given.put(option, List.of());
        }
    }
}
