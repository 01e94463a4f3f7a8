package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.verify.CheckResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is to mend.
 *
 * @param number the first repair is 1
 * @param check the place of the check that failed, the first is 1
 * @param failed what it said
 * @param session the agent's own name of the session that it can go on with, or null
 */
record Repair(
        int number, int check, CheckResult failed, @Nullable String session) {

    /** What the coming attempt of an agent is to mend, or null where it begins at the base. */
    static @Nullable Repair of(AgentState agent) {
        if (!agent.repairing() || agent.verification() == null) {
            return null;
        }
        CheckResult failed = agent.verification().firstFailure().orElseThrow();
        ExecutionResult last = Objects.requireNonNull(agent.attempts().last());
        int place = agent.verification().checks().indexOf(failed) + 1;
        return new Repair(agent.attempts().repairs(), place, failed, last.session());
    }
}
