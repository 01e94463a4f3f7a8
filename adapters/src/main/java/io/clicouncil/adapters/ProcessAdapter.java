package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.ResourceUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Drives an agent that is a command: the same for all of them, but for their {@link Dialect}. */
final class ProcessAdapter implements CLIAdapter {
    private final String id;
    private final Dialect dialect;
    private final CommandRunner commands;
    private final PriceTable prices;

    ProcessAdapter(String id, Dialect dialect, AdapterContext context) {
        this.id = id;
        this.dialect = dialect;
        this.commands = context.commands();
        this.prices = context.prices();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return dialect.capabilities();
    }

    @Override
    public Mono<Availability> probe() {
        return dialect.probe();
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        return Mono.fromSupplier(() -> {
            Estimate own = dialect.estimate();
            return own.expected() == null ? TypicalAttempt.estimate(prompt, model, prices) : own;
        });
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Flux.defer(() -> {
            Failure refusal = dialect.refusal(assignment);
            return refusal == null ? begin(assignment) : Flux.just(unbegun(refusal));
        });
    }

    private Flux<AgentEvent> begin(TaskAssignment assignment) {
        // Apart from what comes after it, whose errors are bugs.
        Mono<AgentEvent> unprepared = Mono.<AgentEvent>fromCallable(() -> {
                    dialect.prepare(assignment);
                    return null;
                })
                .onErrorResume(
                        IOException.class,
                        e -> Mono.just(unbegun(Failure.of(
                                FailureKind.CRASHED,
                                "its settings could not be written ("
                                        + e.getClass().getSimpleName() + ")"))))
                .subscribeOn(Schedulers.boundedElastic());
        return unprepared.flux().switchIfEmpty(Flux.defer(() -> new Attempt(assignment).events()));
    }

    private static AgentEvent unbegun(Failure refusal) {
        return new AgentEvent.Finished(new ExecutionResult(
                refusal, Usage.UNKNOWN, Cost.free(), Duration.ZERO, null, null, null, null, ResourceUsage.UNKNOWN));
    }

    private final class Attempt {
        private final TaskAssignment assignment;
        private final Invocation invocation;
        private final Transcript transcript;
        private final Secrets secrets;
        private final Path stdout;
        private final Path stderr;

        Attempt(TaskAssignment assignment) {
            this.assignment = assignment;
            this.invocation = dialect.invocation(assignment);
            this.transcript = dialect.transcript(assignment);
            this.secrets = Secrets.of(invocation.environment());
            this.stdout = assignment.files().resolve("stdout");
            this.stderr = assignment.files().resolve("stderr");
        }

        Flux<AgentEvent> events() {
            CommandSpec spec = new CommandSpec(
                    invocation.command(),
                    assignment.directory(),
                    invocation.environment(),
                    invocation.stdin(),
                    stdout,
                    stderr,
                    assignment.limits(),
                    assignment.stop());
            // One at a time, so that demand reaches the files.
            Flux<CommandEvent> told = assignment.resumed() ? commands.resume(spec) : commands.run(spec);
            return told.concatMap(this::translate, 1);
        }

        private Flux<AgentEvent> translate(CommandEvent event) {
            if (event instanceof CommandEvent.Started begun) {
                return Flux.just(new AgentEvent.Started(begun.pid(), begun.time()));
            }
            if (event instanceof CommandEvent.Line line) {
                return Flux.fromIterable(spoken(line));
            }
            CommandResult ended = ((CommandEvent.Ended) event).result();
            // On a thread that may block: the report may read the files.
            return Mono.<AgentEvent>fromCallable(() -> new AgentEvent.Finished(result(ended)))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flux();
        }

        private List<AgentEvent> spoken(CommandEvent.Line line) {
            List<AgentEvent> events = new ArrayList<>();
            events.add(new AgentEvent.Output(line.channel(), secrets.out(line.text())));
            Stream<AgentEvent> meant = transcript.read(line.channel(), line.text()).stream();
            meant.map(event -> event instanceof AgentEvent.Activity activity
                            ? new AgentEvent.Activity(secrets.out(activity.text()))
                            : event)
                    .forEach(events::add);
            return events;
        }

        private ExecutionResult result(CommandResult ended) {
            Report report = ended.ran()
                    ? transcript.report(new Printed(ended.exitCode(), stdout, stderr))
                    // What never ran costs nothing, which is not the same as a price that nobody knows.
                    : Report.of(null, Usage.UNKNOWN, Cost.free(), null);
            Report verdict = report.failing(secrets.outOf(failure(ended, report)));
            return new ExecutionResult(
                    verdict.failure(),
                    verdict.usage(),
                    Pricing.of(verdict, prices, assignment.model()),
                    ended.duration(),
                    verdict.model() == null ? assignment.model() : verdict.model(),
                    verdict.session(),
                    secrets.outOf(verdict.message()),
                    ended.killLevel(),
                    ended.resources());
        }

        /** Our own reasons come before the agent's: what it says when it is ended is no verdict. */
        private @Nullable Failure failure(CommandResult ended, Report report) {
            return ended.ending() == Ending.EXITED
                    ? report.failure()
                    : ExecutionResult.of(ended).failure();
        }
    }
}
