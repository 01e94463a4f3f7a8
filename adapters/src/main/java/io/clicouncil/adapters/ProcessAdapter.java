package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
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
import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    private Flux<AgentEvent> begin(TaskAssignment wanted) {
        return Mono.fromCallable(() -> prepared(wanted))
                .subscribeOn(Schedulers.boundedElastic())
                .map(assignment -> new Attempt(assignment).events())
                // Not of what comes after it, whose errors are bugs.
                .onErrorResume(
                        IOException.class,
                        e -> Mono.just(Flux.just(unbegun(Failure.of(
                                FailureKind.CRASHED,
                                "its settings could not be written ("
                                        + e.getClass().getSimpleName() + ")")))))
                .flatMapMany(events -> events);
    }

    /** What is really begun: where the session cannot be gone on with, one of the attempt's own. */
    private TaskAssignment prepared(TaskAssignment wanted) throws IOException {
        Session session = wanted.session();
        boolean lost = session != null && !dialect.finds(session, wanted);
        TaskAssignment assignment = lost ? wanted.afresh(wanted.files()) : wanted;
        PrivateFiles.makeFolder(assignment.own());
        dialect.prepare(assignment);
        return assignment;
    }

    private static AgentEvent unbegun(Failure refusal) {
        return new AgentEvent.Finished(new ExecutionResult(
                refusal,
                Usage.UNKNOWN,
                Cost.free(),
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                ResourceUsage.UNKNOWN));
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
                    assignment.stop(),
                    assignment.sandbox());
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
            return Mono.fromCallable(() -> over(ended))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMapMany(events -> events);
        }

        /** Its end; or what follows in a session of its own where its program does not know the other one any more. */
        private Flux<AgentEvent> over(CommandResult ended) {
            Printed printed = new Printed(ended.exitCode(), stdout, stderr);
            ExecutionResult result = result(ended, printed);
            return lostItsSession(ended, result, printed)
                    ? begin(assignment.afresh(assignment.files().resolve("afresh")))
                            .filter(event -> !(event instanceof AgentEvent.Started))
                            .map(event -> event instanceof AgentEvent.Finished finished
                                    ? new AgentEvent.Finished(finished.result()
                                            .lasting(ended.duration()
                                                    .plus(finished.result().duration())))
                                    : event)
                    : Flux.just(new AgentEvent.Finished(result));
        }

        private boolean lostItsSession(CommandResult ended, ExecutionResult result, Printed printed) {
            Pattern unknown = dialect.unknownSession();
            return assignment.session() != null
                    && unknown != null
                    && ended.ending() == Ending.EXITED
                    && result.failure() != null
                    && !result.usage().seen()
                    && (unknown.matcher(printed.errors()).find()
                            || unknown.matcher(printed.output()).find());
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

        private ExecutionResult result(CommandResult ended, Printed printed) {
            Report report = ended.ran()
                    ? transcript.report(printed)
                    // What never ran costs nothing, which is not the same as a price that nobody knows.
                    : Report.of(null, Usage.UNKNOWN, Cost.free(), null);
            Report verdict = report.failing(secrets.outOf(failure(ended, report)));
            OwnShare own = own(verdict.usage(), Pricing.of(verdict, prices, assignment.model()));
            return new ExecutionResult(
                    verdict.failure(),
                    own.usage(),
                    own.cost(),
                    ended.duration(),
                    verdict.model() == null ? assignment.model() : verdict.model(),
                    verdict.session(),
                    secrets.outOf(verdict.message()),
                    ended.killLevel(),
                    ended.sandbox(),
                    ended.resources());
        }

        private OwnShare own(Usage usage, Cost cost) {
            Session session = assignment.session();
            return session != null && transcript.countsAgain(usage, session.usage())
                    ? OwnShare.of(usage, cost, session)
                    : new OwnShare(usage, cost);
        }

        /** Our own reasons come before the agent's: what it says when it is ended is no verdict. */
        private @Nullable Failure failure(CommandResult ended, Report report) {
            return ended.ending() == Ending.EXITED
                    ? report.failure()
                    : ExecutionResult.of(ended).failure();
        }
    }
}
