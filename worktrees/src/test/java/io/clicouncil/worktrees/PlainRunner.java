package io.clicouncil.worktrees;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.process.SandboxSupport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The smallest command runner: no deadline, no tree, one event. It remembers what it ran. */
final class PlainRunner implements CommandRunner {
    final List<List<String>> commands = new CopyOnWriteArrayList<>();

    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return Flux.defer(() -> Flux.just(new CommandEvent.Ended(result(spec))));
    }

    @Override
    public Flux<CommandEvent> resume(CommandSpec spec) {
        return run(spec);
    }

    @Override
    public Mono<Integer> reap(Path folder) {
        return Mono.just(0);
    }

    private CommandResult result(CommandSpec spec) {
        commands.add(spec.command());
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectInput(
                        spec.stdin() == null
                                ? new File("/dev/null")
                                : Objects.requireNonNull(spec.stdin()).toFile())
                .redirectOutput(spec.stdout().toFile())
                .redirectError(spec.stderr().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            int exitCode = builder.start().waitFor();
            return new CommandResult(Ending.EXITED, exitCode, Duration.ZERO, "none", "none", ResourceUsage.UNKNOWN, "");
        } catch (IOException notFound) {
            return new CommandResult(
                    Ending.NOT_FOUND, null, Duration.ZERO, "none", "none", ResourceUsage.UNKNOWN, "not found");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CommandResult(
                    Ending.FAILED, null, Duration.ZERO, "none", "none", ResourceUsage.UNKNOWN, "interrupted");
        }
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
