package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.adapter.Availability;
import io.clicouncil.cost.Estimate;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.CascadeOrder;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.workspace.ApplyMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What will happen, before it happens: all that a run decides by, and nothing that must stay secret.
 *
 * @param task the task as the user gave it
 * @param prompt the whole prompt as every agent gets it
 * @param repository where it happens
 * @param strategy which agents start when, when the rest may stop, and who wins
 * @param order for a cascade, in which order agents would be asked if all failed; null otherwise
 * @param agents who is asked, in the order that breaks the last tie
 * @param judge who compares changes that cost about the same, or null for nobody
 * @param checks what judges a change
 * @param expect tests that must pass, while other failures of the base are forgiven; null where nothing is forgiven
 * @param hidden the absolute folder of the files that are laid over clean rooms, or null
 * @param protect patterns of paths whose edits are taken out
 * @param scope how far a change may go
 * @param setup what is done in each workspace and clean room before its use
 * @param sandbox what is around setup commands and checks
 * @param trustRepoConfig whether agents may follow the repository's own settings for them
 * @param limits the limits of the run
 * @param apply how the winner is applied, or null to leave it on its branch
 * @param allowRisky whether a risky change may be applied
 * @since 0.1
 */
public record Plan(
        String task,
        String prompt,
        Repository repository,
        StrategySettings strategy,
        @Nullable CascadeOrder order,
        List<PlannedAgent> agents,
        @Nullable PlannedJudge judge,
        List<Check> checks,
        @Nullable List<String> expect,
        @Nullable String hidden,
        List<String> protect,
        ScopeRules scope,
        Setup setup,
        PlannedSandbox sandbox,
        boolean trustRepoConfig,
        Limits limits,
        @Nullable ApplyMode apply,
        boolean allowRisky) {

    /** Checks the parts and takes copies. */
    public Plan {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(sandbox, "sandbox");
        Objects.requireNonNull(limits, "limits");
        agents = List.copyOf(agents);
        checks = List.copyOf(checks);
        expect = expect == null ? null : List.copyOf(expect);
        protect = List.copyOf(protect);
    }

    /** The agent of this name. */
    public PlannedAgent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agent of the plan is called " + name));
    }

    /**
     * What one attempt of every usable agent, and the judge, is likely to cost in US dollars, or null where one of them
     * cannot say.
     */
    @JsonProperty("expectedCost")
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    public @Nullable BigDecimal expectedCost() {
        return total(agent -> agent.estimate().expected());
    }

    /**
     * The most that all attempts of all usable agents, every retry and repair and the judge included, can cost in US
     * dollars, or null where there is no limit.
     */
    @JsonProperty("worstCost")
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    public @Nullable BigDecimal worstCost() {
        return total(PlannedAgent::worstCost);
    }

    private @Nullable BigDecimal total(Function<PlannedAgent, @Nullable BigDecimal> amountOf) {
        BigDecimal total = BigDecimal.ZERO;
        List<PlannedAgent> all = new ArrayList<>(agents);
        if (judge != null) {
            all.add(judge.agent());
        }
        for (PlannedAgent agent : all) {
            if (agent.availability().usable()) {
                BigDecimal amount = amountOf.apply(agent);
                if (amount == null) {
                    return null;
                }
                total = total.add(amount);
            }
        }
        return total;
    }

    /**
     * Where a run happens.
     *
     * @param root the absolute root of the user's working tree
     * @param folder where agents and checks start, relative to the root, empty for the root itself
     * @param branch the user's branch, or null on a detached head
     * @param base the id of the commit to start from
     * @param uncommitted paths with changes that the user has not committed, at most a hundred
     * @param withChanges whether these changes are part of the base, by a snapshot; otherwise they are not
     * @since 0.1
     */
    public record Repository(
            String root,
            String folder,
            @Nullable String branch,
            String base,
            List<String> uncommitted,
            boolean withChanges) {
        /** Takes a copy. */
        public Repository {
            uncommitted = List.copyOf(uncommitted);
        }
    }

    /**
     * The judge of the plan.
     *
     * @param agent who is asked, once
     * @param band by how many US dollars a change may be dearer than the cheapest and still be compared with it
     * @since 0.1
     */
    public record PlannedJudge(
            PlannedAgent agent,

            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal band) {}

    /**
     * One agent of the plan.
     *
     * @param name its name
     * @param adapter its adapter's name
     * @param model its model, or null for its own choice
     * @param availability whether it can be used here
     * @param estimate what one attempt may cost
     * @param maxCost the most that one attempt may cost in US dollars, or null
     * @param limits what its first attempt may use
     * @param retry how failed attempts are made again
     * @param sandbox what is around it
     * @since 0.1
     */
    public record PlannedAgent(
            String name,
            String adapter,
            @Nullable String model,
            Availability availability,
            Estimate estimate,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal maxCost,

            CommandLimits limits,
            RetryPolicy retry,
            PlannedSandbox sandbox) {

        /** The most that all its attempts, retries and repairs, can cost in US dollars, or null where there is no limit. */
        public @Nullable BigDecimal worstCost() {
            BigDecimal one = maxCost == null ? estimate.worst() : maxCost;
            return one == null ? null : one.multiply(BigDecimal.valueOf(1L + retry.retries() + retry.repairs()));
        }
    }
}
