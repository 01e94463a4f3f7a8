package io.clicouncil.adapters;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import java.nio.file.Path;
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

    ProcessAdapter(String id, Dialect dialect, CommandRunner commands) {
        this.id = id;
        this.dialect = dialect;
        this.commands = commands;
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
        return Mono.fromSupplier(dialect::estimate);
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Flux.defer(() -> new Attempt(assignment).events());
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
                    : new Report(null, Usage.UNKNOWN, Cost.free(), null, null, null);
            Report verdict = report.failing(clean(failure(ended, report)));
            return new ExecutionResult(
                    verdict.failure(),
                    verdict.usage(),
                    verdict.cost(),
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

        private @Nullable Failure clean(@Nullable Failure failure) {
            return failure == null
                    ? null
                    : new Failure(
                            failure.kind(),
                            secrets.out(failure.message()),
                            failure.transientFailure(),
                            failure.retryAfter());
        }
    }
}
