package io.clicouncil.engine;

import io.clicouncil.adapter.Availability;
import io.clicouncil.cost.Estimate;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Limits;
import io.clicouncil.task.Plan;
import io.clicouncil.task.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans without a check, for half an hour an attempt and two hours in all. */
final class Plans {
    private static final CommandLimits ATTEMPT = CommandLimits.time(Duration.ofMinutes(30));

    private Plans() {}

    /** An agent that nobody knows the price of. */
    static Plan.PlannedAgent agent(String name) {
        return agent(name, Estimate.UNKNOWN, null, RetryPolicy.DEFAULT);
    }

    static Plan.PlannedAgent agent(String name, Estimate estimate, @Nullable BigDecimal maxCost, RetryPolicy retry) {
        return new Plan.PlannedAgent(
                name, "fake", null, Availability.ready(), estimate, maxCost, ATTEMPT, retry, PlannedSandbox.OFF);
    }

    /** A plan of these agents, so many at once, with what they may cost in the run and in the day. */
    static Plan of(
            List<Plan.PlannedAgent> agents,
            int concurrency,
            @Nullable BigDecimal budget,
            @Nullable BigDecimal dailyBudget) {
        return new Plan(
                "task",
                "prompt",
                new Plan.Repository("/r", "", "main", "b".repeat(40), List.of(), false),
                StrategySettings.DEFAULT,
                null,
                agents,
                null,
                List.of(),
                null,
                null,
                List.of(),
                ScopeRules.NONE,
                Setup.NONE,
                PlannedSandbox.OFF,
                false,
                new Limits(ATTEMPT, Duration.ofHours(2), RetryPolicy.DEFAULT, concurrency, budget, dailyBudget),
                null,
                false);
    }
}
