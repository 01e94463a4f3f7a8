package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Outcome.Wish;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.SandboxSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One command from its start, or from when it was taken over, to the end of its tree. */
final class RunningCommand implements Sampler.Watched {
    private final CommandSpec spec;
    private final Door door;
    private final OutputPump pump;
    private final OutputFiles output;
    private final @Nullable NetworkGate gate;
    private final Sinks.Empty<Void> dead = Sinks.empty();
    private final Termination termination;
    private final Disposable.Swap stopSignal = Disposables.swap();
    private volatile @Nullable Running running;

    /**
     * What there is of it while it runs.
     *
     * @param startedNanos when we started it, or 0 where a council before us did
     */
    private record Running(Meter meter, long startedNanos) {}

    RunningCommand(CommandSpec spec, Door door, FluxSink<CommandEvent> sink) {
        this.spec = spec;
        this.door = door;
        this.pump = new OutputPump(sink, door.threads());
        this.output = new OutputFiles(spec.stdout(), spec.stderr());
        this.gate = NetworkGate.of(spec);
        this.termination = new Termination(door, pump);
        sink.onRequest(more -> pump.wake());
    }

    /** Completes when nothing of it runs. */
    Mono<Void> dead() {
        return dead.asMono();
    }

    /** Starts it, unless the wish to stop was there first. What an earlier command of its place left is removed. */
    void begin() {
        listen();
        door.threads().work(() -> start(Job.find(Job.folder(spec))));
    }

    /** Goes on with what a council before us began, or starts it where that began nothing. */
    void resume() {
        listen();
        door.threads().work(this::harvestOrAdopt);
    }

    /** Ends it because nobody listens any more. */
    void abandon() {
        termination.want(Wish.STOP);
    }

    /** Kills it: no grace, no last words. */
    void kill() {
        termination.kill();
    }

    @Override
    public void look(ProcessTable table) {
        Running now = running;
        Wish passed = now == null ? null : now.meter().look(table);
        if (passed != null) {
            termination.want(passed);
        }
    }

    private void listen() {
        stopSignal.update(spec.stop().raised().subscribe(raised -> termination.want(Wish.STOP)));
    }

    private void start(Optional<Job> old) {
        Wish before = termination.wish();
        Executables.Found executable = Executables.find(spec.command().get(0), spec.directory(), spec.environment());
        String objection = ShellText.objection(spec);
        if (before != null) {
            neverRan(before.ending(), before.message());
        } else if (executable.path() == null) {
            neverRan(Ending.NOT_FOUND, executable.problem());
        } else if (!spec.directory().toFile().isDirectory()) {
            neverRan(Ending.FAILED, "there is no folder " + spec.directory());
        } else if (objection != null) {
            neverRan(Ending.FAILED, objection);
        } else if (spec.sandbox() != null && door.walls().get().bubblewrap().isEmpty()) {
            neverRan(Ending.FAILED, door.walls().get().problem());
        } else {
            try {
                if (old.isPresent()) {
                    new Remains(door).end(old.get());
                }
                Job.remove(Job.folder(spec));
                Job job = Job.create(gate == null ? spec : gate.unaware(), walled(executable.path()), door.level());
                pump.open(spec.stdout(), spec.stderr());
                if (reaches(job)) {
                    launch(job);
                }
            } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
                neverRan(Ending.FAILED, "its files cannot be made beside " + spec.stdout());
            }
        }
    }

    private List<String> walled(Path executable) throws IOException {
        List<String> command = new ArrayList<>(spec.command());
        command.set(0, executable.toString());
        Sandbox sandbox = spec.sandbox();
        if (sandbox == null) {
            return command;
        }
        Bubblewrap walls = door.walls().get().bubblewrap().orElseThrow(() -> new IOException("no sandbox"));
        return gate == null
                ? walls.around(sandbox, spec.directory(), command)
                : walls.around(gate.walls(), spec.directory(), gate.before(command));
    }

    private boolean reaches(Job job) {
        try {
            if (gate != null) {
                gate.open(door.threads()::work);
            }
            return true;
        } catch (IOException | IllegalArgumentException closed) {
            job.clean();
            neverRan(Ending.FAILED, "its way to the hosts of its network cannot be made: " + closed.getMessage());
            return false;
        }
    }

    private void launch(Job job) {
        Process process;
        try {
            process = door.launcher().launch(job.supervise(door.grace(), door.lease()));
        } catch (IOException e) {
            job.clean();
            neverRan(Ending.FAILED, "the operating system starts no process for it");
            return;
        }
        watch(job, new Supervisor.Child(process), System.nanoTime(), Instant.now());
    }

    private void harvestOrAdopt() {
        Optional<Job> job = Job.find(Job.folder(spec));
        Optional<SupervisorId> id = job.flatMap(Job::supervisor);
        if (job.isEmpty() || id.isEmpty()) {
            start(job);
            return;
        }
        try {
            pump.open(spec.stdout(), spec.stderr());
        } catch (IOException e) {
            // Its output is gone; how it ended is told all the same.
            pump.wake();
        }
        if (job.get().outcome().isEmpty() && id.get().alive()) {
            job.get().hold();
            if (gate != null) {
                gate.reopen(door.threads()::work);
            }
            watch(job.get(), new Supervisor.Adopted(id.get()), 0, job.get().begun());
        } else {
            conclude(job.get(), null);
        }
    }

    private void watch(Job job, Supervisor supervisor, long startedNanos, Instant started) {
        Running now =
                new Running(new Meter(spec.limits(), output, door.sampler().time(), job::supervisor), startedNanos);
        running = now;
        door.sampler().add(this);
        termination.begun(job, supervisor, spec.limits().timeout());
        pump.started(new CommandEvent.Started(supervisor.pid(), started));
        door.threads().work(() -> {
            supervisor.awaitEnd();
            door.sampler().remove(this);
            termination.over();
            conclude(job, now);
        });
    }

    /** Nothing leads it any more. */
    private void conclude(Job job, @Nullable Running ran) {
        Optional<Outcome> outcome = job.outcome();
        if (outcome.isEmpty()) {
            door.sweep(job);
        }
        Duration duration = duration(job, ran, outcome.isPresent() ? job.ended() : Instant.now());
        ResourceUsage resources = resources(outcome.orElse(null), ran, duration);
        boolean unstarted = outcome.isPresent() && job.unstarted(outcome.get());
        job.clean();
        outcome.filter(known -> known.ending() == Ending.EXCEEDED).ifPresent(exceeded -> truncate());
        Results results = results(job.level());
        over(outcome.map(known -> unstarted
                        ? results.unstarted(known, spec.command().get(0))
                        : results.ended(known, duration, resources))
                .orElseGet(() -> results.lost(termination.wish(), duration, resources)));
    }

    private static Duration duration(Job job, @Nullable Running ran, Instant ended) {
        if (ran != null && ran.startedNanos() != 0) {
            return Duration.ofNanos(System.nanoTime() - ran.startedNanos());
        }
        Duration lasted = Duration.between(job.begun(), ended);
        // Never zero, which would say that it never ran.
        return lasted.isNegative() || lasted.isZero() ? Duration.ofNanos(1) : lasted;
    }

    private ResourceUsage resources(@Nullable Outcome outcome, @Nullable Running ran, Duration duration) {
        Duration waitedFor = outcome == null ? null : outcome.cpuTime();
        return ran == null
                ? new ResourceUsage(null, waitedFor, null)
                : ran.meter().usage(ran.startedNanos(), pump.firstLineNanos(), waitedFor, duration);
    }

    private void truncate() {
        Long limit = spec.limits().outputBytes();
        try {
            if (limit != null) {
                output.truncate(limit);
            }
        } catch (IOException e) {
            // It stays as long as it is; that it is too long is told all the same.
            return;
        }
    }

    private void neverRan(Ending ending, String message) {
        over(results(door.level()).neverRan(ending, message));
    }

    private Results results(KillLevel level) {
        return new Results(level, spec.sandbox() == null ? SandboxSupport.NONE : SandboxProbe.BUBBLEWRAP);
    }

    private void over(CommandResult result) {
        stopSignal.dispose();
        if (gate != null) {
            gate.close();
        }
        dead.tryEmitEmpty();
        pump.ended(result);
    }
}
