package io.clicouncil.verify;

import io.clicouncil.process.CommandRunner;
import io.clicouncil.task.Check;
import io.clicouncil.verify.CleanRooms.Room;
import io.clicouncil.verify.CleanRooms.Wanted;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the checks, one after another, as commands in one clean room. Once a required check has not passed, the verdict
 * stands and the rest is skipped.
 *
 * <p>A check that knows single tests is held against the base, where it runs once, in a clean room of its own and without
 * the hidden files; what it said there is remembered in {@link Gate#store()}. What the base says of any other check is told
 * where it is remembered.
 *
 * @since 0.1
 */
public final class CommandVerifier implements Verifier {
    private final CleanRooms rooms;
    private final CheckCommand command;
    private final BaseRuns bases;

    /** A verifier that runs checks through this door. */
    public CommandVerifier(CommandRunner commands) {
        Objects.requireNonNull(commands, "commands");
        this.rooms = new CleanRooms(commands);
        this.command = new CheckCommand(commands);
        this.bases = new BaseRuns(rooms, command);
    }

    @Override
    public Flux<CheckResult> verify(VerificationRequest request) {
        if (request.checks().isEmpty()) {
            return Flux.empty();
        }
        if (request.commit().equals(request.gate().base())) {
            return indices(request)
                    .concatMap(index -> bases.afresh(request, index)
                            .map(run -> Judged.base(request.checks().get(index), run)));
        }
        Wanted wanted = new Wanted(
                request.agent() + "+checks", request.commit(), request.gate().hidden(), request.stop());
        return rooms.use(request, wanted, room -> judge(request, room), Mono::error);
    }

    @Override
    public Flux<BaseResult> onBase(VerificationRequest request) {
        return indices(request)
                .filter(index -> request.checks().get(index).required())
                .takeUntilOther(request.stop().raised())
                .concatMap(
                        index -> bases.early(request, index)
                                .filter(run -> run.status() != CheckStatus.SKIPPED)
                                .map(run -> Judged.baseResult(request.checks().get(index), run)),
                        0);
    }

    private Flux<CheckResult> judge(VerificationRequest request, Room room) {
        AtomicBoolean settled = new AtomicBoolean();
        Set<String> found = new HashSet<>();
        return indices(request)
                .concatMap(index -> settled.get()
                        ? Mono.just(Judged.skipped(request.checks().get(index)))
                        : judge(request, room, index, expectation(request, index, found))
                                .doOnNext(judged -> found.addAll(judged.found()))
                                .map(Judged::result))
                .doOnNext(result -> settled.compareAndSet(false, !result.passes()));
    }

    private Mono<Judged> judge(VerificationRequest request, Room room, int index, Expectation expectation) {
        Check check = request.checks().get(index);
        Mono<Optional<CheckRun>> base = check.report() == null
                ? Mono.just(Optional.empty())
                : bases.known(request, index).map(Optional::of).defaultIfEmpty(Optional.empty());
        Mono<Judged> judged = base.flatMap(known ->
                Series.of(check, run -> once(check, known.orElse(null), room, transcript(index, run), expectation)));
        return check.report() == null ? judged.flatMap(one -> explained(request, index, one)) : judged;
    }

    /** Nobody waits for the base where a verdict does not hang on it. */
    private Mono<Judged> explained(VerificationRequest request, int index, Judged judged) {
        return judged.result().passes()
                ? Mono.just(judged)
                : bases.remembered(request, index)
                        .filter(base -> base.ended() && !base.green())
                        .map(base -> judged.flagged("it is red on the base as well"))
                        .defaultIfEmpty(judged);
    }

    private Mono<Judged> once(
            Check check, @Nullable CheckRun base, Room room, String transcript, Expectation expectation) {
        return command.run(check, room, transcript).map(run -> Judged.candidate(check, base, run, expectation));
    }

    /** Expected tests may be in any required check with a report; where there is none, nothing can be told of them. */
    private static Expectation expectation(VerificationRequest request, int index, Set<String> found) {
        List<Check> checks = request.checks();
        boolean last = checks.subList(index + 1, checks.size()).stream().noneMatch(Check::namesTests);
        boolean nowhere = checks.stream().noneMatch(Check::namesTests);
        return nowhere || checks.get(index).namesTests()
                ? new Expectation(request.gate().expect(), found, last)
                : Expectation.NONE;
    }

    private static String transcript(int index, int run) {
        String first = "check-" + (index + 1);
        return run == 1 ? first : first + "." + run;
    }

    private static Flux<Integer> indices(VerificationRequest request) {
        return Flux.fromStream(() -> IntStream.range(0, request.checks().size()).boxed());
    }
}
