package io.clicouncil.setup;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the commands of a {@link Setup}.
 *
 * @since 0.1
 */
public final class SetupRunner {
    private final CommandRunner commands;

    /** A runner behind this door. */
    public SetupRunner(CommandRunner commands) {
        this.commands = Objects.requireNonNull(commands, "commands");
    }

    /**
     * Where and with what the commands run.
     *
     * @param directory the absolute folder in which they start
     * @param environment their whole environment
     * @param files a folder that is there, for their transcripts {@code setup-1.out}, {@code setup-1.err}, …
     * @param stop raised to end them early
     * @param sandbox the walls around them, or null for none
     * @since 0.1
     */
    public record Place(
            Path directory,
            Map<String, String> environment,
            Path files,
            StopSignal stop,
            @Nullable Sandbox sandbox) {
        /** Takes a copy. */
        public Place {
            environment = Map.copyOf(environment);
        }

        /** Keeps the environment out of logs. */
        @Override
        public String toString() {
            return "Place[" + directory + "]";
        }
    }

    /**
     * Runs them, one after another, up to the first that fails. Nothing happens before subscription.
     *
     * @return completes when all are done; an error of reason {@code ENVIRONMENT} that names the command that failed and
     *     its transcript
     */
    public Mono<Void> run(Setup setup, Place place) {
        List<String> all = setup.commands();
        return Flux.fromStream(() -> IntStream.range(0, all.size()).boxed())
                .concatMap(index -> run(setup, index, place))
                .then();
    }

    private Mono<Void> run(Setup setup, int index, Place place) {
        String command = setup.commands().get(index);
        Path stderr = place.files().resolve("setup-" + (index + 1) + ".err");
        CommandSpec spec = new CommandSpec(
                List.of("/bin/sh", "-c", command),
                place.directory(),
                place.environment(),
                null,
                place.files().resolve("setup-" + (index + 1) + ".out"),
                stderr,
                CommandLimits.time(setup.timeout()),
                place.stop(),
                place.sandbox());
        return commands.run(spec)
                .ofType(CommandEvent.Ended.class)
                .last()
                .flatMap(ended -> ended.result().succeeded()
                        ? Mono.empty()
                        : Mono.error(failed(command, ended.result(), stderr)));
    }

    private static CouncilException failed(String command, CommandResult result, Path stderr) {
        String how = switch (result.ending()) {
            case EXITED -> " ended with exit code " + result.exitCode();
            case NOT_FOUND, FAILED -> " could not run: " + result.message();
            default -> " failed: " + result.message();
        };
        return CouncilException.environment("the setup command '" + command + "'" + how + "; see " + stderr);
    }
}
