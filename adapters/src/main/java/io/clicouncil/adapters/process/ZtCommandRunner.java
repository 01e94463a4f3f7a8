package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.RunningCommand.ProcessDoor;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.MessageLoggers;
import org.zeroturnaround.exec.ProcessExecutor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Runs commands by zt-exec, each under a supervisor of its own. The only class that knows zt-exec, whose messages name
 * command and environment and therefore never leave it.
 *
 * <p>A child gets exactly the environment of its {@link CommandSpec}, and {@code COUNCIL_TREE}, the mark of its tree. How
 * trees are held together is found out once, when the first command runs or {@link #killLevel()} is asked for.
 *
 * @since 0.1
 */
public final class ZtCommandRunner implements CommandRunner {
    /** How long a tree has between TERM and KILL, unless set: 5 seconds. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private final Duration grace;
    private final CommandThreads threads = new CommandThreads();
    private final Set<RunningCommand> going = ConcurrentHashMap.newKeySet();
    private final Set<RunningCommand> abandoned = ConcurrentHashMap.newKeySet();
    private volatile @Nullable KillLevel level;

    /** A runner with the {@link #DEFAULT_GRACE}. */
    public ZtCommandRunner() {
        this(DEFAULT_GRACE);
    }

    /**
     * A runner.
     *
     * @param grace how long a tree has between TERM and KILL, counted in tenths of a second
     */
    public ZtCommandRunner(Duration grace) {
        this(grace, null);
    }

    ZtCommandRunner(Duration grace, @Nullable KillLevel level) {
        this.grace = Objects.requireNonNull(grace, "grace");
        this.level = level;
    }

    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return Flux.create(sink -> begin(spec, sink), FluxSink.OverflowStrategy.ERROR);
    }

    @Override
    public Mono<Void> drain() {
        return Mono.defer(
                () -> Mono.when(abandoned.stream().map(RunningCommand::dead).toList()));
    }

    /**
     * Kills every tree that lives now, without TERM and without grace. Their streams end as usual, when the trees are
     * dead, with what was known by then.
     */
    public void killAll() {
        going.forEach(RunningCommand::kill);
    }

    @Override
    public String killLevel() {
        return level().label();
    }

    private void begin(CommandSpec spec, FluxSink<CommandEvent> sink) {
        threads.work(() -> {
            ProcessDoor door = new ProcessDoor(ZtCommandRunner::launch, threads, level(), grace);
            RunningCommand command = new RunningCommand(spec, door, sink);
            going.add(command);
            command.dead().doFinally(end -> going.remove(command)).subscribe();
            sink.onCancel(() -> abandon(command));
            command.begin();
        });
    }

    private void abandon(RunningCommand command) {
        abandoned.add(command);
        command.dead().doFinally(end -> abandoned.remove(command)).subscribe();
        command.abandon();
    }

    private KillLevel level() {
        KillLevel known = level;
        if (known == null) {
            synchronized (this) {
                known = level;
                if (known == null) {
                    known = KillLevel.probe(ZtCommandRunner::launch);
                    level = known;
                }
            }
        }
        return known;
    }

    private static Process launch(List<String> command) throws IOException {
        Process process;
        try {
            process = new Unattended(command)
                    .directory(new File("/"))
                    .streams(null)
                    .setMessageLogger(MessageLoggers.NOP)
                    .start()
                    .getProcess();
        } catch (IOException | RuntimeException e) {
            throw new IOException("the operating system starts no process");
        }
        process.getOutputStream().close();
        process.getInputStream().close();
        process.getErrorStream().close();
        return process;
    }

    /** Starts without the thread that would wait for the end: {@link Process#onExit()} tells it too. */
    private static final class Unattended extends ProcessExecutor {
        Unattended(List<String> command) {
            super(command);
        }

        @Override
        protected <T> Future<T> invokeSubmit(ExecutorService executor, Callable<T> waiting) {
            return new CompletableFuture<>();
        }
    }
}
