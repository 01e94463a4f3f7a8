package io.clicouncil.adapters.process;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.SandboxSupport;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
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
 * <p>Beside the standard output of each command is a folder of its name with {@code .job} at the end, which only its owner
 * may read. It stays when the command is over, for a council that comes back; it goes when a command is run again with
 * that output, or with the folder in which it is. A command whose council dies goes on until the lease is over; it needs
 * {@code /proc} to be found again.
 *
 * @since 0.1
 */
public final class ZtCommandRunner implements CommandRunner {
    /** How long a tree has between TERM and KILL, unless set: 5 seconds. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /** How long a tree lives on without a council, unless set: 60 seconds. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(60);

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);

    private final Duration grace;
    private final Duration lease;
    private final CommandThreads threads = new CommandThreads();
    private final Sampler sampler;
    private final ConcurrentMap<Path, RunningCommand> going = new ConcurrentHashMap<>();
    private final Set<RunningCommand> abandoned = ConcurrentHashMap.newKeySet();
    private volatile @Nullable KillLevel level;
    private volatile SandboxProbe.@Nullable Found walls;

    /** A runner with the {@link #DEFAULT_GRACE} and the {@link #DEFAULT_LEASE}. */
    public ZtCommandRunner() {
        this(DEFAULT_GRACE);
    }

    /**
     * A runner with the {@link #DEFAULT_LEASE}.
     *
     * @param grace how long a tree has between TERM and KILL, counted in tenths of a second
     */
    public ZtCommandRunner(Duration grace) {
        this(grace, DEFAULT_LEASE);
    }

    /**
     * A runner.
     *
     * @param grace how long a tree has between TERM and KILL, counted in tenths of a second
     * @param lease how long a tree lives on without a council, counted in seconds
     */
    public ZtCommandRunner(Duration grace, Duration lease) {
        this(grace, lease, SAMPLE_EVERY, null);
    }

    /**
     * A runner.
     *
     * @param period how often it looks what its commands use
     * @param level how it holds trees, or null for the best that works here
     */
    ZtCommandRunner(Duration grace, Duration lease, Duration period, @Nullable KillLevel level) {
        this.grace = Objects.requireNonNull(grace, "grace");
        this.lease = Objects.requireNonNull(lease, "lease");
        this.sampler = new Sampler(threads, period.toNanos());
        this.level = level;
    }

    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return go(spec, RunningCommand::abandon, RunningCommand::begin);
    }

    @Override
    public Flux<CommandEvent> resume(CommandSpec spec) {
        return go(spec, before -> {}, RunningCommand::resume);
    }

    @Override
    public Mono<Integer> reap(Path folder) {
        return Mono.create(sink -> threads.work(() -> {
            try {
                sink.success(new Remains(door()).end(folder, going::containsKey));
            } catch (IOException e) {
                sink.error(new UncheckedIOException(e));
            }
        }));
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
        going.values().forEach(RunningCommand::kill);
    }

    @Override
    public String killLevel() {
        return level().label();
    }

    @Override
    public SandboxSupport sandboxes() {
        return walls().support();
    }

    /**
     * Makes one more command of ours.
     *
     * @param replace what to do with one of ours that still has its output; it is waited for
     * @param start how it starts
     */
    private Flux<CommandEvent> go(CommandSpec spec, Consumer<RunningCommand> replace, Consumer<RunningCommand> start) {
        return Flux.create(
                sink -> threads.work(() -> {
                    RunningCommand command = new RunningCommand(spec, door(), sink);
                    Path folder = Job.folder(spec);
                    RunningCommand before = going.put(folder, command);
                    command.dead()
                            .doFinally(end -> going.remove(folder, command))
                            .subscribe();
                    sink.onCancel(() -> abandon(command));
                    if (before == null) {
                        start.accept(command);
                    } else {
                        replace.accept(before);
                        before.dead().doFinally(end -> start.accept(command)).subscribe();
                    }
                }),
                FluxSink.OverflowStrategy.ERROR);
    }

    private Door door() {
        return new Door(ZtCommandRunner::launch, threads, sampler, level(), this::walls, grace, lease);
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

    private SandboxProbe.Found walls() {
        SandboxProbe.Found known = walls;
        if (known == null) {
            synchronized (this) {
                known = walls;
                if (known == null) {
                    known = new SandboxProbe(ZtCommandRunner::launch).look();
                    walls = known;
                }
            }
        }
        return known;
    }

    static Process launch(List<String> command) throws IOException {
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
        // Its standard input stays open: a supervisor takes us for alive as long as it is.
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
