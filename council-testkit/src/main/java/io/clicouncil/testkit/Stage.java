package io.clicouncil.testkit;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What one performance of a {@link Script} has come to. */
final class Stage {
    private final TaskAssignment assignment;
    private final long begunNanos = System.nanoTime();
    private volatile Usage usage = Usage.UNKNOWN;
    private volatile Cost cost = Cost.unknown();
    private volatile @Nullable Failure failure;
    private volatile boolean ended;

    Stage(TaskAssignment assignment) {
        this.assignment = assignment;
    }

    TaskAssignment assignment() {
        return assignment;
    }

    /** A file of the workspace; a script may not reach out of it. */
    Path path(String file) {
        Path path = assignment.directory().resolve(file).normalize();
        if (!path.startsWith(assignment.directory())) {
            throw new IllegalArgumentException("a script writes in its workspace, not to " + file);
        }
        return path;
    }

    void spent(Usage newUsage, Cost newCost) {
        usage = newUsage;
        cost = newCost;
    }

    void failed(Failure how) {
        failure = how;
    }

    void ended() {
        ended = true;
    }

    boolean over() {
        return failure != null;
    }

    /** Emits when it is stopped or its time is up. */
    Mono<?> interrupted() {
        Mono<Failure> stopped =
                assignment.stop().raised().thenReturn(Failure.of(FailureKind.CANCELLED, "it was stopped"));
        Mono<Failure> late = Mono.delay(assignment.limits().timeout())
                .thenReturn(Failure.of(FailureKind.TIMED_OUT, "it took longer than it may"));
        return Mono.firstWithSignal(stopped, late).doOnNext(how -> {
            if (!ended) {
                failure = how;
            }
        });
    }

    AgentEvent started() {
        return new AgentEvent.Started(ProcessHandle.current().pid(), Instant.now());
    }

    AgentEvent result() {
        Failure how = failure;
        ExecutionResult result = how == null
                ? ExecutionResult.success(cost)
                : ExecutionResult.failed(how).spending(usage, cost);
        return new AgentEvent.Finished(
                result.spending(usage, cost).lasting(Duration.ofNanos(System.nanoTime() - begunNanos)));
    }
}
