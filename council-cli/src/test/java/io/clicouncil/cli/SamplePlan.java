package io.clicouncil.cli;

import io.clicouncil.adapter.Availability;
import io.clicouncil.cost.Estimate;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Limits;
import io.clicouncil.task.Plan;
import io.clicouncil.task.RetryPolicy;
import java.util.List;

/** Plans of one command, with limits as they are where nobody sets them. */
public final class SamplePlan {
    private SamplePlan() {}

    /**
     * A plan.
     *
     * @param task what is asked for
     * @param base the commit to start from
     * @param agent the name of the one that is asked
     */
    public static Plan of(String task, String base, String agent, StrategySettings strategy, List<Check> checks) {
        return new Plan(
                task,
                task,
                new Plan.Repository("/r", "", "main", base, List.of(), false),
                strategy,
                null,
                List.of(new Plan.PlannedAgent(
                        agent,
                        "command",
                        null,
                        Availability.ready(),
                        Estimate.UNKNOWN,
                        null,
                        Limits.DEFAULT.attempt(),
                        RetryPolicy.DEFAULT,
                        PlannedSandbox.OFF)),
                null,
                checks,
                null,
                null,
                List.of(),
                ScopeRules.NONE,
                Setup.NONE,
                PlannedSandbox.OFF,
                false,
                Limits.DEFAULT,
                null,
                false);
    }
}
