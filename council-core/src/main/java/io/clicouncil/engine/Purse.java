package io.clicouncil.engine;

import io.clicouncil.cost.Dollars;
import io.clicouncil.task.Plan.PlannedAgent;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The money of a run: a pure function of what has happened. What is reserved for attempts that run and what those that
 * ended have cost never pass the budget together, unless a program spends more than it said.
 *
 * @param state what has happened
 * @param budget what the run may cost in US dollars, or null for no limit
 */
record Purse(RunState state, @Nullable BigDecimal budget) {
    static Purse of(RunState state) {
        return new Purse(state, state.budget());
    }

    /** Whether attempts wait for money at all. */
    boolean watched() {
        return budget != null || state.plan().limits().dailyBudget() != null;
    }

    /**
     * What an attempt of this agent is to reserve in US dollars, or null where nobody can say what it costs: then it takes
     * what is left.
     */
    static @Nullable BigDecimal price(PlannedAgent agent) {
        BigDecimal worst = agent.estimate().worst();
        BigDecimal most = agent.maxCost();
        if (worst == null) {
            return most;
        }
        return most == null ? worst : worst.min(most);
    }

    /** The most that the attempt of an agent may cost in US dollars, or null for any amount. */
    static @Nullable BigDecimal most(AgentState agent) {
        return most(agent.plan(), agent.attempts().reserved());
    }

    /**
     * The same.
     *
     * @param reserved what is reserved for the attempt in US dollars, or null for nothing
     */
    static @Nullable BigDecimal most(PlannedAgent agent, @Nullable BigDecimal reserved) {
        return agent.maxCost() == null && price(agent) == null ? reserved : agent.maxCost();
    }

    /** What the next attempt of this agent asks for in US dollars: its price, or all that is left. */
    BigDecimal claim(PlannedAgent agent) {
        BigDecimal price = price(agent);
        BigDecimal left = left();
        return price != null
                ? price
                : left != null
                        ? left
                        : Objects.requireNonNull(state.plan().limits().dailyBudget());
    }

    /** Whether there is enough now for the next attempt of this agent. */
    boolean allows(PlannedAgent agent) {
        BigDecimal left = left();
        BigDecimal price = price(agent);
        return left == null || (price == null ? left.signum() > 0 : price.compareTo(left) <= 0);
    }

    /** Whether there will never be enough, though all that runs should cost nothing. */
    boolean neverAllows(PlannedAgent agent) {
        if (budget == null) {
            return false;
        }
        BigDecimal unspent = budget.subtract(sum(Attempts::charged));
        BigDecimal price = price(agent);
        return price == null ? unspent.signum() <= 0 : price.compareTo(unspent) > 0;
    }

    /** Whether anything is reserved that may yet be given back. */
    boolean mayGetBack() {
        return state.unsettled() > 0
                || state.agents().stream().anyMatch(agent -> agent.attempts().reserved() != null);
    }

    /** Why an agent gets nothing, in words. */
    String refusal(PlannedAgent agent) {
        BigDecimal price = price(agent);
        BigDecimal unpriced = sum(Attempts::chargedUnpriced);
        return Dollars.words(sum(Attempts::charged)) + " of the budget of "
                + Dollars.words(Objects.requireNonNull(budget)) + " are spent"
                + (unpriced.signum() == 0
                        ? ""
                        : ", " + Dollars.words(unpriced) + " of it counted for prices that nobody knows")
                + (price == null ? "" : ", and its attempt may cost " + Dollars.words(price));
    }

    private @Nullable BigDecimal left() {
        return budget == null
                ? null
                : budget.subtract(sum(attempts -> attempts.charged().add(attempts.held())));
    }

    private BigDecimal sum(Function<Attempts, BigDecimal> part) {
        return state.agents().stream().map(AgentState::attempts).map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
