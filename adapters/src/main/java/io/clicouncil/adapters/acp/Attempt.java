package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.words.JsonLines;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One attempt: a process, a pipe into it, and the dialogue through both. */
final class Attempt {
    private final TaskAssignment assignment;
    private final AcpOptions options;
    private final CommandRunner commands;
    private final Secrets secrets;
    private final Duration grace;
    private final Path stdout;
    private final LongLines lines;
    private final StopSignal end = StopSignal.create();
    private final Disposable.Composite waits = Disposables.composite();
    private final Dialogue dialogue;
    private final boolean harvest;
    private volatile @Nullable InputPipe input;
    private volatile boolean stopped;
    private String lastError = "";

    /**
     * An attempt to be made.
     *
     * @param grace how long the agent may take to cancel its turn, and to end when its input has ended
     * @param harvest whether a council before us made it, so that there is only something to be read
     */
    Attempt(
            TaskAssignment assignment,
            AcpOptions options,
            CommandRunner commands,
            Meter meter,
            Duration grace,
            boolean harvest) {
        this.assignment = assignment;
        this.options = options;
        this.commands = commands;
        this.secrets = Secrets.of(assignment.environment());
        this.grace = grace;
        this.harvest = harvest;
        this.stdout = stdout(assignment);
        this.lines = new LongLines(stdout);
        Requests requests = new Requests(Workplace.around(assignment.directory()));
        this.dialogue = new Dialogue(assignment, options.mode(), meter, requests, new Pipe());
    }

    /** Where its output is. */
    static Path stdout(TaskAssignment assignment) {
        return assignment.files().resolve("stdout");
    }

    /** Its events. */
    Flux<AgentEvent> events() {
        if (harvest) {
            // Its input ended with the council that held it; it is ending, or takes no notice of that.
            endSoon();
            dialogue.begin();
            return follow(commands.resume(spec(null)));
        }
        return InputPipe.make(commands, assignment.files(), assignment.stop())
                .publishOn(Schedulers.boundedElastic())
                .flatMapMany(made -> made.succeeded()
                        ? Flux.using(() -> InputPipe.open(assignment.files()), this::talk, InputPipe::close)
                        : Flux.just(unmade(made)))
                .onErrorResume(IOException.class, e -> Flux.just(without("no pipe for its input could be made")));
    }

    private Flux<AgentEvent> talk(InputPipe pipe) {
        input = pipe;
        CommandSpec spec = spec(pipe.path());
        return follow(assignment.resumed() ? commands.resume(spec) : commands.run(spec));
    }

    private CommandSpec spec(@Nullable Path stdin) {
        return new CommandSpec(
                options.commandFor(assignment.model()),
                assignment.directory(),
                assignment.environment(),
                stdin,
                stdout,
                assignment.files().resolve("stderr"),
                assignment.limits(),
                end,
                assignment.sandbox());
    }

    private Flux<AgentEvent> follow(Flux<CommandEvent> told) {
        // One at a time, so that demand reaches the files; on threads that may block, for files are read and written.
        return told.publishOn(Schedulers.boundedElastic(), 1)
                .concatMapIterable(this::translate, 1)
                .doFirst(() -> waits.add(assignment.stop().raised().subscribe(raised -> stop())))
                .doFinally(signal -> waits.dispose());
    }

    private void stop() {
        stopped = true;
        if (!dialogue.cancel(Failure.of(FailureKind.CANCELLED, "it was stopped"))) {
            end.raise();
        }
    }

    private void endSoon() {
        waits.add(Mono.delay(grace).subscribe(passed -> end.raise()));
    }

    private List<AgentEvent> translate(CommandEvent event) {
        if (event instanceof CommandEvent.Started started) {
            if (!harvest) {
                dialogue.begin();
            }
            return List.of(new AgentEvent.Started(started.pid(), started.time()));
        }
        if (event instanceof CommandEvent.Ended ended) {
            Verdict verdict = new Verdict(dialogue, stopped, harvest, lastError, secrets);
            return List.of(new AgentEvent.Finished(verdict.of(ended.result(), assignment.model())));
        }
        CommandEvent.Line line = (CommandEvent.Line) event;
        List<AgentEvent> events = new ArrayList<>();
        events.add(new AgentEvent.Output(line.channel(), secrets.out(line.text())));
        if (line.channel() == Channel.STDERR) {
            lastError = line.text().isBlank() ? lastError : line.text();
        } else {
            // Agents print other things between their messages.
            JsonLines.object(lines.whole(line.text()))
                    // What was asked of a council that is gone is not done by another.
                    .filter(message -> !harvest || !message.path("method").isString() || !message.has("id"))
                    .ifPresent(message -> dialogue.hear(message).forEach(each -> events.add(cleaned(each))));
        }
        return events;
    }

    private AgentEvent cleaned(AgentEvent event) {
        return event instanceof AgentEvent.Activity activity
                ? new AgentEvent.Activity(secrets.out(activity.text()))
                : event;
    }

    private static AgentEvent unmade(CommandResult made) {
        return made.ending() == Ending.STOPPED
                ? new AgentEvent.Finished(ExecutionResult.of(made))
                : without("no pipe for its input could be made (mkfifo: "
                        + (made.message().isEmpty() ? "exit code " + made.exitCode() : made.message()) + ")");
    }

    private static AgentEvent without(String why) {
        ExecutionResult failed = ExecutionResult.failed(Failure.of(FailureKind.CRASHED, why));
        return new AgentEvent.Finished(failed.spending(failed.usage(), Cost.free()));
    }

    /** The dialogue's way to the process. */
    private final class Pipe implements Wire {
        @Override
        public void say(String line) {
            InputPipe pipe = input;
            if (pipe != null) {
                pipe.send(line);
            }
        }

        @Override
        public void cancelling() {
            endSoon();
        }

        @Override
        public void hangUp() {
            InputPipe pipe = input;
            if (pipe != null) {
                pipe.end();
            }
            endSoon();
        }
    }

    /** Whether a council before us made an attempt of this assignment. Blocks. */
    static boolean begun(TaskAssignment assignment) {
        return assignment.resumed() && Files.exists(stdout(assignment));
    }
}
