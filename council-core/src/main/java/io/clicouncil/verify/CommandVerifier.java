package io.clicouncil.verify;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.setup.SetupRunner;
import io.clicouncil.task.Check;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the checks, one after another, as commands in one clean room. Once a required check has not passed, the verdict
 * stands and the rest is skipped.
 *
 * @since 0.1
 */
public final class CommandVerifier implements Verifier {
    private final CommandRunner commands;
    private final SetupRunner setup;

    /** A verifier that runs checks through this door. */
    public CommandVerifier(CommandRunner commands) {
        this.commands = Objects.requireNonNull(commands, "commands");
        this.setup = new SetupRunner(commands);
    }

    @Override
    public Flux<CheckResult> verify(VerificationRequest request) {
        if (request.checks().isEmpty()) {
            return Flux.empty();
        }
        return Flux.usingWhen(
                request.workspaces()
                        .lease(new LeaseRequest(
                                request.agent() + "+checks",
                                request.commit(),
                                request.setup().provision(),
                                null)),
                room -> prepare(request, room).thenMany(judge(request, room)),
                Workspace::release);
    }

    private Mono<Void> prepare(VerificationRequest request, Workspace room) {
        return setup.run(
                request.setup(),
                new SetupRunner.Place(
                        room.directory().resolve(request.folder()),
                        environment(request, room),
                        request.files(),
                        request.stop()));
    }

    private static Map<String, String> environment(VerificationRequest request, Workspace room) {
        Map<String, String> environment = new HashMap<>(request.environment());
        environment.putAll(room.environment());
        return environment;
    }

    private Flux<CheckResult> judge(VerificationRequest request, Workspace room) {
        AtomicBoolean settled = new AtomicBoolean();
        return Flux.fromStream(IntStream.range(0, request.checks().size()).boxed())
                .concatMap(index ->
                        settled.get() ? Mono.just(skipped(request.checks().get(index))) : run(request, room, index))
                .doOnNext(result -> settled.compareAndSet(false, !result.passes()));
    }

    private Mono<CheckResult> run(VerificationRequest request, Workspace room, int index) {
        Check check = request.checks().get(index);
        Path files = request.files();
        CommandSpec spec = new CommandSpec(
                check.command(),
                room.directory().resolve(request.folder()),
                environment(request, room),
                null,
                files.resolve("check-" + (index + 1) + ".out"),
                files.resolve("check-" + (index + 1) + ".err"),
                check.timeout() == null ? request.limits() : request.limits().timeout(check.timeout()),
                request.stop());
        return commands.run(spec)
                .ofType(CommandEvent.Ended.class)
                .map(ended -> judged(check, ended.result()))
                .last();
    }

    private static CheckResult judged(Check check, CommandResult result) {
        CheckStatus status = switch (result.ending()) {
            case EXITED -> result.succeeded() ? CheckStatus.PASSED : CheckStatus.FAILED;
            case TIMED_OUT, STALLED -> CheckStatus.TIMED_OUT;
            case STOPPED -> CheckStatus.SKIPPED;
            case NOT_FOUND, EXCEEDED, ABANDONED, FAILED -> CheckStatus.ERROR;
        };
        return new CheckResult(
                check.name(),
                status,
                check.required(),
                result.exitCode(),
                List.of(),
                result.duration(),
                result.message());
    }

    private static CheckResult skipped(Check check) {
        return new CheckResult(check.name(), CheckStatus.SKIPPED, check.required(), null, List.of(), Duration.ZERO, "");
    }
}
