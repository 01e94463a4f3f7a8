package io.clicouncil.task;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.workspace.ApplyMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a council: a task in prose, on one repository at one base commit, of some agents, judged by some
 * checks.
 *
 * @param prompt the task as the user gave it, not blank
 * @param directory a folder of the repository's working tree; agents and checks start in its counterpart
 * @param base what to start from, in git's words
 * @param agents who is asked, at least one, names unique, in the order that breaks the last tie
 * @param judge who compares changes that cost about the same, or null; only where all agents start and the cheapest wins
 * @param checks what judges a change; empty only if {@code unverified}
 * @param expect tests that must pass, by the names in the checks' reports or unique tails of them; with it, empty or not,
 *     other failures of the base are forgiven. Null where nothing is forgiven
 * @param hidden a folder outside the repository whose files are laid over every clean room, or null
 * @param protect patterns, as in {@code .gitignore}, of paths whose edits are taken out of every change
 * @param scope how far a change may go
 * @param strategy which agents start when, when the rest may stop, and who wins
 * @param limits time, retries and concurrency
 * @param framed whether a short frame that says what is expected follows the task in the prompt
 * @param unverified whether a change may win without any check
 * @param setup what workspaces and clean rooms get before they are used
 * @param sandbox how commands are walled in, but for agents that say so themselves
 * @param trustRepoConfig whether agents may follow the repository's own settings for them: hooks, MCP servers, addresses
 * @param withChanges whether what is uncommitted in the user's working tree is part of the base
 * @param apply how the winner is applied, or null to leave it on its branch
 * @param allowRisky whether a change with files that run later, or with links that point outside, may be applied
 * @since 0.1
 */
public record CouncilTask(
        String prompt,
        Path directory,
        String base,
        List<Agent> agents,
        @Nullable Judge judge,
        List<Check> checks,
        @Nullable List<String> expect,
        @Nullable Path hidden,
        List<String> protect,
        ScopeRules scope,
        StrategySettings strategy,
        Limits limits,
        boolean framed,
        boolean unverified,
        Setup setup,
        SandboxSettings sandbox,
        boolean trustRepoConfig,
        boolean withChanges,
        @Nullable ApplyMode apply,
        boolean allowRisky) {

    /** Checks that the task can be carried out as asked. */
    public CouncilTask {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(sandbox, "sandbox");
        agents = List.copyOf(agents);
        checks = List.copyOf(checks);
        expect = expect == null ? null : List.copyOf(expect);
        protect = List.copyOf(protect);
        if (prompt.isBlank()) {
            throw CouncilException.usage("the task is empty: say what is to be done");
        }
        if (prompt.indexOf('\0') >= 0) {
            throw CouncilException.usage("the task holds a NUL character: no agent could read past it");
        }
        if (agents.isEmpty()) {
            throw CouncilException.usage("the task names no agent: give at least one");
        }
        if (checks.isEmpty() != unverified) {
            throw CouncilException.usage(
                    unverified
                            ? "the task has checks and is unverified: choose one"
                            : "there is no check that could judge a change: give one, or ask for an unverified run");
        }
        if (withChanges && !base.equals("HEAD")) {
            throw CouncilException.usage("a snapshot of what is uncommitted starts from HEAD, not from " + base);
        }
        if (judge != null && (strategy.kind() != StrategyKind.ALL || strategy.select() != SelectionRule.CHEAPEST)) {
            throw CouncilException.usage(
                    "a judge compares what costs about the same: it is for the strategy all with the"
                            + " rule cheapest, not for " + strategy.kind().id() + " with "
                            + strategy.select().id());
        }
        requireUnique("agent", agents.stream().map(Agent::name).toList());
        requireUnique("check", checks.stream().map(Check::name).toList());
    }

    private static void requireUnique(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw CouncilException.usage("two " + what + "s are called '" + name + "': names are unique");
            }
        }
    }

    /** Begins a task in prose on the repository that holds {@code directory}. */
    public static Builder of(String prompt, Path directory) {
        return new Builder(prompt, directory);
    }

    /** Keeps the prompt out of logs. */
    @Override
    public String toString() {
        return "CouncilTask[" + agents.size() + " agents, " + checks.size() + " checks]";
    }

    /**
     * Collects the parts of a task. By default it starts from {@code HEAD}, with {@link Limits#DEFAULT}, a framed prompt,
     * nothing protected, and leaves the winner on its branch. Agents and checks (or {@link #unverified()}) have no default.
     */
    public static final class Builder {
        private final String prompt;
        private final Path directory;
        private String base = "HEAD";
        private List<Agent> agents = List.of();
        private @Nullable Judge judge;
        private List<Check> checks = List.of();
        private @Nullable List<String> expect;
        private @Nullable Path hidden;
        private List<String> protect = List.of();
        private ScopeRules scope = ScopeRules.NONE;
        private StrategySettings strategy = StrategySettings.DEFAULT;
        private Limits limits = Limits.DEFAULT;
        private boolean framed = true;
        private boolean unverified;
        private Setup setup = Setup.NONE;
        private SandboxSettings sandbox = SandboxSettings.DEFAULT;
        private boolean trustRepoConfig;
        private boolean withChanges;
        private @Nullable ApplyMode apply;
        private boolean allowRisky;

        private Builder(String prompt, Path directory) {
            this.prompt = Objects.requireNonNull(prompt, "prompt");
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /** Starts from this revision, in git's words. */
        public Builder base(String revision) {
            base = revision;
            return this;
        }

        /** Asks these agents. */
        public Builder agents(Agent... asked) {
            return agents(Arrays.asList(asked));
        }

        /** Asks these agents. */
        public Builder agents(List<Agent> asked) {
            agents = asked;
            return this;
        }

        /** Lets this one compare changes that cost about the same; null for nobody. */
        public Builder judge(@Nullable Judge comparing) {
            judge = comparing;
            return this;
        }

        /** Judges by these checks. */
        public Builder checks(Check... judging) {
            return checks(Arrays.asList(judging));
        }

        /** Judges by these checks. */
        public Builder checks(List<Check> judging) {
            checks = judging;
            return this;
        }

        /**
         * Expects these tests to pass and forgives other failures of the base; null forgives nothing.
         *
         * @param tests their names, as reports say them or unique tails of that; may be empty
         */
        public Builder expect(@Nullable List<String> tests) {
            expect = tests;
            return this;
        }

        /** Lays the files of this folder over every clean room; agents never see them. Null for none. */
        public Builder hidden(@Nullable Path folder) {
            hidden = folder;
            return this;
        }

        /** Takes edits of these paths out of every change. */
        public Builder protect(List<String> patterns) {
            protect = patterns;
            return this;
        }

        /** Uses the agents in this way; by default all at once, and the cheapest wins. */
        public Builder strategy(StrategySettings wanted) {
            strategy = wanted;
            return this;
        }

        /** Lets no change win that goes beyond this. */
        public Builder scope(ScopeRules rules) {
            scope = rules;
            return this;
        }

        /** Keeps to these limits. */
        public Builder limits(Limits kept) {
            limits = kept;
            return this;
        }

        /** Whether the frame follows the task in the prompt. */
        public Builder framed(boolean wanted) {
            framed = wanted;
            return this;
        }

        /** Lets a change win without any check. */
        public Builder unverified() {
            unverified = true;
            return this;
        }

        /** Prepares workspaces and clean rooms in this way before they are used. */
        public Builder setup(Setup wanted) {
            setup = wanted;
            return this;
        }

        /** Walls commands in like this; by default wherever it can be done. */
        public Builder sandbox(SandboxSettings wanted) {
            sandbox = wanted;
            return this;
        }

        /** Whether agents may follow the repository's own settings for them; by default walls hide these. */
        public Builder trustRepoConfig(boolean trusted) {
            trustRepoConfig = trusted;
            return this;
        }

        /** Whether a snapshot of what is uncommitted is the base; {@link #base} is {@code HEAD} then. */
        public Builder withChanges(boolean wanted) {
            withChanges = wanted;
            return this;
        }

        /** Applies the winner in this way; null leaves it on its branch. */
        public Builder apply(@Nullable ApplyMode mode) {
            apply = mode;
            return this;
        }

        /** Applies also what runs later on the user's machine, or points outside. */
        public Builder allowRisky(boolean allowed) {
            allowRisky = allowed;
            return this;
        }

        /**
         * The task.
         *
         * @throws CouncilException where it cannot be carried out as asked
         */
        public CouncilTask build() {
            return new CouncilTask(
                    prompt,
                    directory,
                    base,
                    agents,
                    judge,
                    checks,
                    expect,
                    hidden,
                    protect,
                    scope,
                    strategy,
                    limits,
                    framed,
                    unverified,
                    setup,
                    sandbox,
                    trustRepoConfig,
                    withChanges,
                    apply,
                    allowRisky);
        }
    }
}
