package io.clicouncil.adapters.process;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One command from its start to the end of its tree. */
final class RunningCommand {
    private static final long CONTROL_RETRY_MILLIS = 10;
    /** How long after the grace a supervisor that does not answer is killed, and its tree with it. */
    private static final long ANSWER_MILLIS = 5_000;

    private static final int NO_SUCH_EXECUTABLE = 127;

    private final CommandSpec spec;
    private final ProcessDoor door;
    private final OutputPump pump;
    private final Sinks.Empty<Void> dead = Sinks.empty();
    private final AtomicReference<@Nullable Ending> wish = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Disposable.Swap stopSignal = Disposables.swap();
    private volatile @Nullable Running running;

    private record Running(Job job, Process process, long startedNanos, Disposable deadline) {}

    /**
     * What a command needs of its runner.
     *
     * @param launcher starts processes
     * @param threads the runner's threads
     * @param level how trees are held
     * @param grace how long a tree has between TERM and KILL
     */
    record ProcessDoor(Launcher launcher, CommandThreads threads, KillLevel level, Duration grace) {}

    RunningCommand(CommandSpec spec, ProcessDoor door, FluxSink<CommandEvent> sink) {
        this.spec = spec;
        this.door = door;
        this.pump = new OutputPump(sink, door.threads());
        sink.onRequest(more -> pump.wake());
    }

    /** Completes when nothing of it runs. */
    Mono<Void> dead() {
        return dead.asMono();
    }

    /** Starts it, unless the wish to stop was there first. */
    void begin() {
        stopSignal.update(spec.stop().raised().subscribe(raised -> end(Ending.STOPPED)));
        door.threads().work(this::start);
    }

    /** Ends it because nobody listens any more. */
    void abandon() {
        end(Ending.STOPPED);
        pump.wake();
    }

    /** Kills it: no grace, no last words. */
    void kill() {
        wish.compareAndSet(null, Ending.STOPPED);
        Running now = running;
        if (now != null) {
            now.process().toHandle().destroyForcibly();
        }
    }

    private void start() {
        Ending before = wish.get();
        Executables.Found executable = Executables.find(spec.command().get(0), spec.directory(), spec.environment());
        String objection = ShellText.objection(spec);
        if (before != null) {
            over(new CommandResult(before, null, Duration.ZERO, door.level().label(), ""));
        } else if (executable.path() == null) {
            neverRan(Ending.NOT_FOUND, executable.problem());
        } else if (!spec.directory().toFile().isDirectory()) {
            neverRan(Ending.FAILED, "there is no folder " + spec.directory());
        } else if (objection != null) {
            neverRan(Ending.FAILED, objection);
        } else {
            try {
                Job job = Job.create(spec, executable.path(), door.level());
                pump.open(spec.stdout(), spec.stderr());
                launch(job);
            } catch (IOException | UnsupportedOperationException e) {
                neverRan(Ending.FAILED, "its files cannot be made beside " + spec.stdout());
            }
        }
    }

    private void launch(Job job) {
        Process process;
        try {
            process = door.launcher().launch(job.supervise(door.grace()));
        } catch (IOException e) {
            job.delete();
            neverRan(Ending.FAILED, "the operating system starts no process for it");
            return;
        }
        long now = System.nanoTime();
        Disposable deadline =
                door.threads().after(nanos(spec.timeout()), TimeUnit.NANOSECONDS, () -> end(Ending.TIMED_OUT));
        running = new Running(job, process, now, deadline);
        pump.started(new CommandEvent.Started(process.pid(), Instant.now()));
        door.threads().work(() -> {
            awaitEnd(process);
            conclude();
        });
        if (wish.get() != null) {
            askToEnd();
        }
    }

    /**
     * Waits on a thread of ours: {@code Process.onExit()} completes on the common pool, and whoever blocks that would keep
     * a command from ever ending.
     */
    private static void awaitEnd(Process process) {
        boolean ended = false;
        while (!ended) {
            try {
                process.waitFor();
                ended = true;
            } catch (InterruptedException notOurs) {
                // Nobody has a reason to interrupt a thread of ours; the process goes on all the same.
            }
        }
    }

    private void end(Ending why) {
        if (wish.compareAndSet(null, why)) {
            door.threads().work(this::askToEnd);
        }
    }

    private void askToEnd() {
        Running now = running;
        if (now == null || !now.process().isAlive()) {
            return;
        }
        if (asked.compareAndSet(false, true)) {
            // Through the handle, which also knows when the process began and hits no other with the same number.
            ProcessHandle supervisor = now.process().toHandle();
            door.threads()
                    .after(door.grace().toMillis() + ANSWER_MILLIS, TimeUnit.MILLISECONDS, supervisor::destroyForcibly);
        }
        if (!now.job().requestStop()) {
            door.threads().after(CONTROL_RETRY_MILLIS, TimeUnit.MILLISECONDS, this::askToEnd);
        }
    }

    private void conclude() {
        Running now = running;
        if (now == null) {
            return;
        }
        now.deadline().dispose();
        Optional<Job.Outcome> outcome = now.job().outcome();
        if (outcome.isEmpty()) {
            reap(now.job());
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - now.startedNanos());
        now.job().delete();
        over(outcome.map(known -> ended(known, duration)).orElseGet(() -> lost(duration)));
    }

    /** Ends what a supervisor that was killed left behind. It returns when nothing is left, however long that takes. */
    private void reap(Job job) {
        try {
            awaitEnd(door.launcher().launch(job.reap()));
        } catch (IOException e) {
            // Where no process can be started there is no better means; the marks stay for the next sweep.
            return;
        }
    }

    private CommandResult ended(Job.Outcome outcome, Duration duration) {
        String level = door.level().label();
        if (outcome.unstarted()) {
            boolean missing = outcome.exitCode() == NO_SUCH_EXECUTABLE;
            String name = spec.command().get(0);
            return new CommandResult(
                    missing ? Ending.NOT_FOUND : Ending.FAILED,
                    null,
                    duration,
                    level,
                    missing
                            ? name + " names an interpreter that is not there"
                            : name + " could not be executed with these arguments and this environment");
        }
        Ending asked = wish.get();
        Ending ending = !outcome.stopped() ? Ending.EXITED : asked == null ? Ending.STOPPED : asked;
        return new CommandResult(ending, outcome.exitCode(), duration, level, "");
    }

    private CommandResult lost(Duration duration) {
        Ending asked = wish.get();
        return new CommandResult(
                asked == null ? Ending.FAILED : asked,
                null,
                duration,
                door.level().label(),
                asked == null ? "its supervisor was killed" : "");
    }

    private void neverRan(Ending ending, String message) {
        over(new CommandResult(ending, null, Duration.ZERO, door.level().label(), message));
    }

    private void over(CommandResult result) {
        stopSignal.dispose();
        dead.tryEmitEmpty();
        pump.ended(result);
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
