package io.clicouncil.adapter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.ResourceUsage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came back from one attempt. A failure is a value here, never an exception.
 *
 * @param failure why it did not succeed, or null where the agent believes that it is done
 * @param usage its tokens
 * @param cost its price; what was spent before a failure counts
 * @param duration how long it took
 * @param model the model that answered, or null where nobody said
 * @param session the agent's own name of its session, or null
 * @param message the agent's last words to the user, or null
 * @param killLevel by what means its process tree was held together, or null where it had none
 * @param sandbox what walled it in, {@code none} for nothing, or null where it had no process tree
 * @param resources what its process tree used
 * @since 0.1
 */
public record ExecutionResult(
        @Nullable Failure failure,
        Usage usage,
        Cost cost,
        @JsonProperty("durationSeconds") Duration duration,
        @Nullable String model,
        @Nullable String session,
        @Nullable String message,
        @Nullable String killLevel,
        @Nullable String sandbox,
        ResourceUsage resources) {

    /** Checks the parts. */
    public ExecutionResult {
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(resources, "resources");
    }

    /** A success of this price, about which no more is known. */
    public static ExecutionResult success(Cost cost) {
        return new ExecutionResult(
                null, Usage.UNKNOWN, cost, Duration.ZERO, null, null, null, null, null, ResourceUsage.UNKNOWN);
    }

    /** A failure with no known price. */
    public static ExecutionResult failed(Failure failure) {
        return new ExecutionResult(
                failure,
                Usage.UNKNOWN,
                Cost.unknown(),
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                ResourceUsage.UNKNOWN);
    }

    /**
     * What a command says of an attempt by the way it ended: a success is exit code 0. An adapter whose program says more
     * asks this only for commands that did not end by themselves. The price is unknown, and nothing where it never ran.
     */
    public static ExecutionResult of(CommandResult ended) {
        Failure failure = switch (ended.ending()) {
            case EXITED -> ended.succeeded() ? null : Failure.of(FailureKind.CRASHED, "exit code " + ended.exitCode());
            case TIMED_OUT -> Failure.of(FailureKind.TIMED_OUT, ended.message());
            case STALLED -> Failure.of(FailureKind.STALLED, ended.message());
            case EXCEEDED -> Failure.of(FailureKind.CRASHED, ended.message());
            case STOPPED -> Failure.of(FailureKind.CANCELLED, ended.message());
            case NOT_FOUND -> Failure.of(FailureKind.NOT_INSTALLED, ended.message());
            // What began and was lost may do better another time; what could not begin cannot.
            case ABANDONED, FAILED -> new Failure(FailureKind.CRASHED, ended.message(), ended.ran(), null);
        };
        Cost cost = ended.ran() ? Cost.unknown() : Cost.free();
        return new ExecutionResult(
                failure,
                Usage.UNKNOWN,
                cost,
                ended.duration(),
                null,
                null,
                null,
                ended.killLevel(),
                ended.sandbox(),
                ended.resources());
    }

    /** The same with these tokens and this price. */
    public ExecutionResult spending(Usage newUsage, Cost newCost) {
        return new ExecutionResult(
                failure, newUsage, newCost, duration, model, session, message, killLevel, sandbox, resources);
    }

    /** The same, having failed so. */
    public ExecutionResult failing(@Nullable Failure newFailure) {
        return new ExecutionResult(
                newFailure, usage, cost, duration, model, session, message, killLevel, sandbox, resources);
    }

    /** The same, having taken this long. */
    public ExecutionResult lasting(Duration newDuration) {
        return new ExecutionResult(
                failure, usage, cost, newDuration, model, session, message, killLevel, sandbox, resources);
    }

    /** The same with what the agent said of itself. */
    public ExecutionResult saying(@Nullable String newModel, @Nullable String newSession, @Nullable String newMessage) {
        return new ExecutionResult(
                failure, usage, cost, duration, newModel, newSession, newMessage, killLevel, sandbox, resources);
    }

    /** How it ended. */
    @JsonProperty("status")
    public ExecutionStatus status() {
        return failure == null ? ExecutionStatus.SUCCESS : failure.kind().status();
    }

    /**
     * What this attempt adds to the agent's total: its price, or nothing where it has none, used nothing, and ended in a
     * way that providers do not bill.
     */
    @JsonIgnore
    public Cost chargeable() {
        if (!cost.known() && failure != null && failure.kind().freeWithoutUsage() && !usage.seen()) {
            return Cost.free();
        }
        return cost;
    }
}
