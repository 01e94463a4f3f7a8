package io.clicouncil.config;

import io.clicouncil.cost.Price;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Judge;
import io.clicouncil.task.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one invocation, all levels merged.
 *
 * @param folder where agents and checks start, in its counterpart in their workspace: the folder of {@code council.yml},
 *     or where the user stands if there is none in the repository
 * @param files the files that were read, the highest first
 * @param agents the configured agents: those of the highest file first, each file's in its order
 * @param selection the names of agents or adapters to ask, in order; empty for all configured agents
 * @param manifests adapters of one's own, names unique
 * @param base what to start from, in git's words, {@code HEAD} by default
 * @param checks what judges a change
 * @param unverified whether a change may win without any check; there is none then
 * @param expect tests that must pass, while other failures of the base are forgiven; null where nothing is forgiven
 * @param hidden the absolute folder whose files are laid over clean rooms, or null
 * @param protect patterns, as in {@code .gitignore}, of paths whose edits are taken out of every change
 * @param scope how far a change may go, {@link ScopeRules#NONE} by default
 * @param limits time, retries and concurrency, {@link Limits#DEFAULT} by default
 * @param framed whether a frame follows the task in the prompt, by default it does
 * @param strategy how agents are used and one is chosen, {@link StrategySettings#DEFAULT} by default
 * @param judge who compares changes that cost about the same, or null for nobody
 * @param setup what workspaces and clean rooms get before they are used
 * @param sandbox how commands are walled in, {@link SandboxSettings#DEFAULT} by default
 * @param trustRepoConfig whether agents may follow the repository's own settings for them, by default not
 * @param withChanges whether a snapshot of what is uncommitted is the base
 * @param apply how a winner is applied
 * @param keep how long runs are kept before they may be pruned, 90 days by default
 * @param prices what models cost, by model, before the table that comes with the council
 * @param workspaces the absolute folder for workspaces, {@code council/} in the user's cache directory by default
 * @since 0.1
 */
public record CouncilConfig(
        Path folder,
        List<Path> files,
        List<ConfiguredAgent> agents,
        List<String> selection,
        List<AdapterManifest> manifests,
        String base,
        List<Check> checks,
        boolean unverified,
        @Nullable List<String> expect,
        @Nullable Path hidden,
        List<String> protect,
        ScopeRules scope,
        Limits limits,
        boolean framed,
        StrategySettings strategy,
        @Nullable JudgeSettings judge,
        Setup setup,
        SandboxSettings sandbox,
        boolean trustRepoConfig,
        boolean withChanges,
        ApplySettings apply,
        Duration keep,
        Map<String, Price> prices,
        Path workspaces) {

    /** Checks the parts and takes copies. */
    public CouncilConfig {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(sandbox, "sandbox");
        Objects.requireNonNull(keep, "keep");
        Objects.requireNonNull(apply, "apply");
        Objects.requireNonNull(workspaces, "workspaces");
        files = List.copyOf(files);
        agents = List.copyOf(agents);
        selection = List.copyOf(selection);
        manifests = List.copyOf(manifests);
        checks = List.copyOf(checks);
        expect = expect == null ? null : List.copyOf(expect);
        protect = List.copyOf(protect);
        prices = Map.copyOf(prices);
    }

    /**
     * A task under these settings.
     *
     * @param prompt the task as the user gave it
     * @param asked what {@link AgentResolver} made of the agents
     * @param comparing what it made of the judge
     * @throws io.clicouncil.failure.CouncilException where it cannot be carried out: no agent, no check, an empty prompt
     */
    public CouncilTask task(String prompt, List<Agent> asked, @Nullable Judge comparing) {
        CouncilTask.Builder task = CouncilTask.of(prompt, folder)
                .base(base)
                .agents(asked)
                .judge(comparing)
                .checks(checks)
                .expect(expect)
                .hidden(hidden)
                .protect(protect)
                .scope(scope)
                .strategy(strategy)
                .limits(limits)
                .framed(framed)
                .setup(setup)
                .sandbox(sandbox)
                .trustRepoConfig(trustRepoConfig)
                .withChanges(withChanges)
                .apply(apply.wanted() ? apply.mode() : null)
                .allowRisky(apply.allowRisky());
        return (unverified ? task.unverified() : task).build();
    }
}
