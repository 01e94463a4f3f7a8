package io.clicouncil.engine;

import io.clicouncil.account.Admission;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.task.Agent;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out whether an agent may begin an attempt now, later, or not at all, and tells how its attempts ended. Nobody waits
 * for something that comes after the run's deadline.
 */
final class Doorkeeper {
    private final EngineParts parts;
    private final Members members;
    private volatile Instant closing = Instant.MAX;

    Doorkeeper(EngineParts parts) {
        this.parts = parts;
        this.members = new Members(parts.environment());
    }

    /** From now on, the run may go on for so long. */
    void closesAfter(Duration left) {
        closing = now().plus(left);
    }

    /** What comes of the wish to begin an attempt. */
    Mono<Draft> begin(Agent agent, Command.BeginAttempt wish) {
        return admission(agent).map(admission -> answer(admission, wish));
    }

    /** Whether an agent may begin an attempt now. */
    Mono<Admission> admission(Agent agent) {
        return Mono.defer(() -> parts.accounts().ask(members.of(agent), now()));
    }

    private Draft answer(Admission admission, Command.BeginAttempt wish) {
        if (admission instanceof Admission.Wait wait) {
            return tooLong(wait.delay())
                    ? refused(
                            wish.agent(), wish.attempt(), wait.cause(), wait.reason() + ", for " + longer(wait.delay()))
                    : stamp -> new CouncilEvent.AttemptHeld(
                            stamp, wish.agent(), wish.attempt(), wait.cause(), wait.reason(), wait.delay());
        }
        return admission instanceof Admission.Refused refused
                ? refused(wish.agent(), wish.attempt(), FailureKind.REFUSED, refused.reason())
                : stamp -> new CouncilEvent.AttemptStarted(stamp, wish.agent(), wish.attempt(), wish.timeout());
    }

    /** What comes of the wish to make a failed attempt again. */
    Draft retry(Command.ScheduleRetry wish, RetryPolicy policy) {
        Failure failure = Objects.requireNonNull(wish.after().failure());
        Duration delay = policy.delayAfter(wish.attempt() - 1, wish.after());
        return tooLong(delay)
                ? refused(wish.agent(), wish.attempt(), failure.kind(), "it would have to wait for " + longer(delay))
                : stamp -> new CouncilEvent.RetryScheduled(stamp, wish.agent(), wish.attempt(), failure.kind(), delay);
    }

    private static Draft refused(String agent, int attempt, FailureKind kind, String reason) {
        return stamp -> new CouncilEvent.AttemptRefused(stamp, agent, attempt, kind, reason);
    }

    private boolean tooLong(Duration delay) {
        return now().plus(delay).isAfter(closing);
    }

    private static String longer(Duration delay) {
        return Durations.format(delay) + ", longer than the run may go on";
    }

    /** The events of an attempt, the last of which is heeded before it is passed on. */
    Flux<AgentEvent> heeding(Agent agent, Flux<AgentEvent> attempt) {
        return attempt.concatMap(
                event -> event instanceof AgentEvent.Finished finished
                        ? parts.accounts()
                                .ended(members.of(agent), finished.result().failure(), now())
                                .thenReturn(event)
                        : Mono.just(event),
                1);
    }

    /** By the timers, because the same timers measure how long an agent is held. */
    private Instant now() {
        return Instant.ofEpochMilli(parts.timers().now(TimeUnit.MILLISECONDS));
    }
}
