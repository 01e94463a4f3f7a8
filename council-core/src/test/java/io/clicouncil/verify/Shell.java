package io.clicouncil.verify;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.process.SandboxSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs commands as plain processes, ends one when it is told to stop, and remembers where each ran. */
final class Shell implements CommandRunner {
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /** The workspace and the transcript of each command, for example {@code base check-1.out}. */
    final Queue<String> log = new ConcurrentLinkedQueue<>();

    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return Mono.fromCallable(() -> result(spec))
                .subscribeOn(Schedulers.boundedElastic())
                .flux();
    }

    private CommandEvent result(CommandSpec spec) throws IOException, InterruptedException {
        log.add(spec.environment().get("ROOM") + " " + spec.stdout().getFileName());
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectOutput(spec.stdout().toFile())
                .redirectError(spec.stderr().toFile());
        builder.environment().putAll(spec.environment());
        Process process = builder.start();
        boolean[] stopped = new boolean[1];
        spec.stop().raised().subscribe(ignored -> {
            stopped[0] = true;
            process.destroy();
        });
        int exitCode = process.waitFor();
        Ending ending = stopped[0] ? Ending.STOPPED : Ending.EXITED;
        return new CommandEvent.Ended(
                new CommandResult(ending, exitCode, A_MOMENT, "none", "none", ResourceUsage.UNKNOWN, ""));
    }

    @Override
    public Flux<CommandEvent> resume(CommandSpec spec) {
        return run(spec);
    }

    @Override
    public Mono<Integer> reap(Path folder) {
        return Mono.just(0);
    }

    @Override
    public Mono<Void> drain() {
        return Mono.empty();
    }

    @Override
    public String killLevel() {
        return "none";
    }

    @Override
    public SandboxSupport sandboxes() {
        return new SandboxSupport(SandboxSupport.NONE, "");
    }
}
