package io.clicouncil.config;

import java.util.Locale;

/**
 * The options of the command line that are configuration. Each can also be given as a variable of the environment:
 * {@code COUNCIL_OPT_RETRY_DELAY=2s} is {@code --retry-delay 2s}, one level below it. An empty variable counts as none.
 *
 * @since 0.1
 */
public enum ConfigOption {
    /** The agents to ask, in this order; names separated by commas. */
    AGENT("", ""),
    /** What to start from, in git's words. */
    BASE("", ""),
    /** How agents are used. */
    STRATEGY("", "strategy"),
    /** For a cascade, what a solved task is worth. */
    WORTH("", "worth"),
    /** A command that judges a change; repeatable, in the environment one a line. Replaces all configured checks. */
    CHECK("", "checks"),
    /** Lets a change win without any check. Replaces all configured checks. */
    UNVERIFIED("", ""),
    /** A pattern of paths whose edits are taken out; repeatable, in the environment one a line. */
    PROTECT("", "protect"),
    /** A test that must pass, while other failures of the base are forgiven; repeatable, in the environment one a line. */
    EXPECT("", "expect"),
    /** How long one attempt may take. Counts for agents with a limit of their own, too, as the next two do. */
    TIMEOUT("limits", "timeout"),
    /** How long the run may take. */
    DEADLINE("limits", "deadline"),
    /** How many further attempts there may be. */
    RETRIES("limits", "retries"),
    /** The wait before the first retry. */
    RETRY_DELAY("limits", "retryDelay"),
    /** What the run may cost. */
    BUDGET("limits", "budget"),
    /** How many agents work at once. */
    CONCURRENCY("limits", "concurrency"),
    /** Starts from a snapshot of what is uncommitted. */
    WITH_CHANGES("", ""),
    /** Applies the winner: by this mode, or by the configured one where none (or {@code true}) is given. */
    APPLY("apply", "mode"),
    /** Applies a risky change, too. */
    ALLOW_RISKY("apply", "allowRisky");

    static final String VARIABLE = "COUNCIL_OPT_";

    private final String section;
    private final String key;

    ConfigOption(String section, String key) {
        this.section = section;
        this.key = key;
    }

    /** The option as it is typed after the two dashes, {@code retry-delay}. */
    public String longName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The variable of the environment that stands for it, {@code COUNCIL_OPT_RETRY_DELAY}. */
    public String variable() {
        return VARIABLE + name();
    }

    /** The key of a file whose value it replaces; empty where there is none. */
    String key() {
        return key;
    }

    /** The mapping that holds the key; empty for the top of the file. */
    String section() {
        return section;
    }

    /** Whether all its values count, and not only the last. */
    boolean isList() {
        return this == CHECK || this == PROTECT || this == EXPECT;
    }

    /** Whether it means something without a value. */
    boolean standsAlone() {
        return this == APPLY || this == WITH_CHANGES || this == UNVERIFIED || this == ALLOW_RISKY;
    }
}
