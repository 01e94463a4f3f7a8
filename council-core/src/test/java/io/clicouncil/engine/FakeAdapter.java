package io.clicouncil.engine;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.task.Agent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An adapter whose attempts are functions of their assignment; the last one serves all further attempts. */
final class FakeAdapter implements CLIAdapter {
    /** The assignments that it got. */
    final Queue<TaskAssignment> assignments = new ConcurrentLinkedQueue<>();

    /** What an attempt is said to cost. */
    Estimate estimate = Estimate.UNKNOWN;

    private final Availability availability;
    private final List<Function<TaskAssignment, Flux<AgentEvent>>> attempts;

    private FakeAdapter(Availability availability, List<Function<TaskAssignment, Flux<AgentEvent>>> attempts) {
        this.availability = availability;
        this.attempts = attempts;
    }

    static FakeAdapter of(Function<TaskAssignment, Flux<AgentEvent>> always) {
        return new FakeAdapter(Availability.ready(), List.of(always));
    }

    static FakeAdapter of(
            Function<TaskAssignment, Flux<AgentEvent>> first, Function<TaskAssignment, Flux<AgentEvent>> then) {
        return new FakeAdapter(Availability.ready(), List.of(first, then));
    }

    static FakeAdapter missing() {
        return new FakeAdapter(Availability.missing("install it"), List.of());
    }

    static Agent succeeding(String name, @Nullable String dollars) {
        return Agent.of(name, of(success(dollars)));
    }

    static Function<TaskAssignment, Flux<AgentEvent>> success(@Nullable String dollars) {
        Cost cost = dollars == null ? Cost.unknown() : Cost.reported(new BigDecimal(dollars));
        return ignored -> finished(ExecutionResult.success(cost));
    }

    static Function<TaskAssignment, Flux<AgentEvent>> failure(Failure failure) {
        return ignored -> finished(ExecutionResult.failed(failure));
    }

    /** Works until it is stopped, having spent a dollar. */
    static Function<TaskAssignment, Flux<AgentEvent>> untilStopped() {
        return assignment -> assignment
                .stop()
                .raised()
                .map(ignored -> ExecutionResult.failed(Failure.of(FailureKind.CANCELLED, "stopped")))
                .map(result -> result.spending(result.usage(), Cost.reported(BigDecimal.ONE)))
                .<AgentEvent>map(AgentEvent.Finished::new)
                .flux();
    }

    /** Says that it has spent so much, then works until it is stopped, with nothing more to say of its price. */
    static Function<TaskAssignment, Flux<AgentEvent>> spendingUntilStopped(String dollars) {
        Cost cost = Cost.reported(new BigDecimal(dollars));
        return assignment -> Flux.concat(
                Flux.just(new AgentEvent.Spending(Usage.UNKNOWN, cost)),
                assignment
                        .stop()
                        .raised()
                        .map(ignored -> ExecutionResult.failed(Failure.of(FailureKind.CANCELLED, "stopped"))
                                .spending(Usage.UNKNOWN, cost))
                        .map(AgentEvent.Finished::new));
    }

    private static Flux<AgentEvent> finished(ExecutionResult result) {
        return Flux.just(new AgentEvent.Finished(result));
    }

    @Override
    public String id() {
        return "fake";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of("FAKE_KEY"), true, true);
    }

    @Override
    public Mono<Availability> probe() {
        return Mono.just(availability);
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        return Mono.just(estimate);
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        assignments.add(assignment);
        return attempts.get(Math.min(assignment.attempt(), attempts.size()) - 1).apply(assignment);
    }
}
