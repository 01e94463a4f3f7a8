package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.verify.CheckResult;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is to mend.
 *
 * @param number the first repair is 1
 * @param check the place of the check that failed, the first is 1
 * @param failed what it said
 * @param session the session that it can go on with, or null
 */
record Repair(
        int number, int check, CheckResult failed, @Nullable Session session) {

    /** What the coming attempt of an agent is to mend, or null where it begins at the base. */
    static @Nullable Repair of(AgentState agent) {
        if (!agent.repairing() || agent.verification() == null) {
            return null;
        }
        CheckResult failed = agent.verification().firstFailure().orElseThrow();
        int place = agent.verification().checks().indexOf(failed) + 1;
        return new Repair(agent.attempts().repairs(), place, failed, session(agent.attempts()));
    }

    /** The session of the last attempt, with what all attempts in it have used. */
    private static @Nullable Session session(Attempts attempts) {
        String name = Objects.requireNonNull(attempts.last()).session();
        if (name == null) {
            return null;
        }
        List<ExecutionResult> ended = attempts.ended();
        List<ExecutionResult> inIt =
                ended.stream().filter(attempt -> name.equals(attempt.session())).toList();
        return new Session(
                name,
                ended.indexOf(inIt.get(0)) + 1,
                inIt.stream().map(ExecutionResult::usage).reduce(Usage.UNKNOWN, Usage::plus),
                inIt.stream().map(ExecutionResult::chargeable).reduce(Cost.free(), Cost::plus));
    }
}
