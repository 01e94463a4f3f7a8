package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One attempt: a step that writes a specification, and one that builds it. */
final class Attempt {
    private final TaskAssignment assignment;
    private final AutoClaudeOptions options;
    private final CommandRunner runner;
    private final PriceTable prices;
    private final Commands commands;
    private final Belongings belongings;
    private final Step spec;
    private final Step build;
    private final long begunNanos = System.nanoTime();
    private boolean started;

    Attempt(
            TaskAssignment assignment,
            AutoClaudeOptions options,
            Checkout checkout,
            CommandRunner runner,
            PriceTable prices) {
        this.assignment = assignment;
        this.options = options;
        this.runner = runner;
        this.prices = prices;
        this.commands = new Commands(checkout, options, assignment);
        this.belongings = new Belongings(assignment.directory(), assignment.files());
        Progress progress = new Progress(assignment.directory().toString());
        this.spec = new Step("spec", assignment, commands.environment(), progress);
        this.build = new Step("build", assignment, commands.environment(), progress);
    }

    /** Its events, from its own files to the end. */
    Flux<AgentEvent> events() {
        Mono<AgentEvent> unprepared = Mono.<AgentEvent>fromCallable(() -> {
                    belongings.prepare();
                    PrivateFiles.makeFolder(commands.ownTranscripts());
                    return null;
                })
                .onErrorResume(IOException.class, e -> Mono.just(Outcome.unbegun(filesFailed("prepared", e))))
                .subscribeOn(Schedulers.boundedElastic());
        Flux<AgentEvent> steps = Flux.defer(() ->
                        spec.events(runner, commands.spec(), assignment.limits().timeout()))
                .concatWith(Flux.defer(this::afterSpec))
                .filter(this::isNoSecondStart);
        return unprepared.flux().switchIfEmpty(steps);
    }

    /** Two processes, but one attempt: it starts once. */
    private boolean isNoSecondStart(AgentEvent event) {
        boolean first = !started;
        started |= event instanceof AgentEvent.Started;
        return first || !(event instanceof AgentEvent.Started);
    }

    private Flux<AgentEvent> afterSpec() {
        return Mono.fromCallable(this::specToBuild)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(found -> found.map(this::building).orElseGet(Flux::empty))
                .concatWith(Flux.defer(this::conclusion));
    }

    /** The name of the specification, where the first step made one and there is time left for the second. */
    private Optional<String> specToBuild() {
        CommandResult ended = spec.result();
        boolean well = ended != null && ended.succeeded() && timeLeft().compareTo(Duration.ZERO) > 0;
        return well ? specFolder().map(folder -> String.valueOf(folder.getFileName())) : Optional.empty();
    }

    private Flux<AgentEvent> building(String name) {
        Mono<AgentEvent> spent = Mono.fromCallable(() -> {
            Sessions sessions = Sessions.in(commands.ownTranscripts());
            return new AgentEvent.Spending(sessions.usage(), sessions.cost(prices));
        });
        return spent.subscribeOn(Schedulers.boundedElastic()).flux().concatWith(Flux.defer(() -> {
            Duration left = timeLeft();
            return left.compareTo(Duration.ZERO) > 0 ? build.events(runner, commands.build(name), left) : Flux.empty();
        }));
    }

    private Duration timeLeft() {
        return assignment.limits().timeout().minusNanos(System.nanoTime() - begunNanos);
    }

    private Flux<AgentEvent> conclusion() {
        return Mono.fromCallable(this::conclude)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(events -> events);
    }

    private List<AgentEvent> conclude() {
        List<AgentEvent> events = new ArrayList<>();
        Path folder = specFolder().orElse(null);
        ImplementationPlan plan =
                folder == null ? null : ImplementationPlan.of(folder).orElse(null);
        if (plan != null) {
            events.add(new AgentEvent.Activity(plan.words()));
        }
        ExecutionResult result = new Outcome(assignment, options, prices, spec, build)
                .result(folder, plan, Sessions.in(commands.ownTranscripts()));
        try {
            belongings.tidy();
        } catch (IOException e) {
            // With its own files in it, the change is not what was asked for.
            result = result.failing(filesFailed("taken away", e));
        }
        events.add(new AgentEvent.Finished(result));
        return events;
    }

    private Optional<Path> specFolder() {
        try {
            return belongings.spec();
        } catch (IOException | UncheckedIOException e) {
            // A folder that cannot be read holds no specification.
            return Optional.empty();
        }
    }

    private static Failure filesFailed(String what, IOException e) {
        return Failure.of(
                FailureKind.CRASHED,
                "its own files could not be " + what + " (" + e.getClass().getSimpleName() + ")");
    }
}
