package io.clicouncil.testkit;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What a {@link ScriptedAdapter} does in one attempt, step by step. A script that comes to its end is a success; what it
 * has not spent it does not know the price of. Scripts do not change: each step makes a longer one.
 *
 * @since 0.1
 */
public final class Script {
    private final List<Step> steps;

    /** One step, which may remember something on the stage. */
    @FunctionalInterface
    private interface Step {
        Flux<AgentEvent> perform(Stage stage);
    }

    private Script(List<Step> steps) {
        this.steps = steps;
    }

    /** A script without a step. */
    public static Script begin() {
        return new Script(List.of());
    }

    /** Writes a file, named relative to the folder it works in; folders on the way are made. */
    public Script write(String file, String content) {
        return then(stage -> blocking(() -> {
            Path path = stage.path(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, content);
        }));
    }

    /** Deletes a file, where it is there. */
    public Script delete(String file) {
        return then(stage -> blocking(() -> Files.deleteIfExists(stage.path(file))));
    }

    /** Does something of your own with the assignment, on a thread that may block. */
    public Script act(Action action) {
        return then(stage -> blocking(() -> action.perform(stage.assignment())));
    }

    /** Prints a line to standard output. */
    public Script output(String line) {
        return then(stage -> Flux.just(new AgentEvent.Output(Channel.STDOUT, line)));
    }

    /** Says what it does. */
    public Script activity(String text) {
        return then(stage -> Flux.just(new AgentEvent.Activity(text)));
    }

    /** Has spent so much in US dollars by now, in all. */
    public Script spend(String dollars) {
        return spend(Usage.UNKNOWN, Cost.reported(new BigDecimal(dollars)));
    }

    /** Has used and spent so much by now, in all. */
    public Script spend(Usage usage, Cost cost) {
        return then(stage -> {
            stage.spent(usage, cost);
            return Flux.just(new AgentEvent.Spending(usage, cost));
        });
    }

    /** Takes some time. */
    public Script take(Duration time) {
        return then(stage -> Mono.delay(time).<AgentEvent>then(Mono.empty()).flux());
    }

    /** Goes on when this completes. */
    public Script waitFor(Mono<?> signal) {
        return then(stage -> signal.<AgentEvent>then(Mono.empty()).flux());
    }

    /** Does nothing more until it is stopped or its time is up. */
    public Script waitUntilStopped() {
        return waitFor(Mono.never());
    }

    /** Fails; later steps are not reached. */
    public Script fail(FailureKind kind, String message) {
        return fail(Failure.of(kind, message));
    }

    /** Fails; later steps are not reached. */
    public Script fail(Failure failure) {
        return then(stage -> {
            stage.failed(failure);
            return Flux.empty();
        });
    }

    /** Breaks the contract of adapters with an error signal. */
    public Script crash(Supplier<? extends RuntimeException> error) {
        return then(stage -> Flux.error(error));
    }

    /** What a step of your own does. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws Exception for any reason; it becomes an error signal of the adapter
         */
        void perform(TaskAssignment assignment) throws Exception;
    }

    Flux<AgentEvent> play(TaskAssignment assignment) {
        Stage stage = new Stage(assignment);
        return Flux.fromIterable(steps)
                .concatMap(step -> stage.over() ? Flux.empty() : step.perform(stage), 1)
                .doOnComplete(stage::ended)
                .takeUntilOther(stage.interrupted())
                .concatWith(Mono.fromSupplier(stage::result))
                .startWith(Mono.fromSupplier(stage::started));
    }

    private Script then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Script(List.copyOf(more));
    }

    private static Flux<AgentEvent> blocking(Blocking work) {
        return Mono.<AgentEvent>fromCallable(() -> {
                    work.run();
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flux();
    }

    @FunctionalInterface
    private interface Blocking {
        void run() throws Exception;
    }
}
