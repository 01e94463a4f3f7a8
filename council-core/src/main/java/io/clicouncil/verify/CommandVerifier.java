package io.clicouncil.verify;

import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.StopSignal;
import io.clicouncil.task.Check;
import io.clicouncil.verify.CleanRooms.Room;
import io.clicouncil.verify.CleanRooms.Wanted;
import io.clicouncil.verify.InOrder.Numbered;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Runs the checks, one after another, as commands in one clean room. Once a required check has not passed, the verdict
 * stands and the rest is skipped. Where the request allows it, optional checks run beside the required ones, in a clean room
 * of their own: two commands in one folder could disturb each other.
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
                            .map(run -> Judged.unjudged(request.checks().get(index), run)));
        }
        boolean mixed =
                request.checks().stream().map(Check::required).distinct().count() > 1;
        return mixed && request.optionalBeside() ? besideEachOther(request) : oneAfterAnother(request);
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

    private Flux<CheckResult> oneAfterAnother(VerificationRequest request) {
        return Flux.defer(() -> {
            Settled settled = new Settled(0);
            return rooms.use(
                            request,
                            wanted(request, CleanRooms.CHECKS, request.stop()),
                            room -> judge(request, room, indices(request), settled::reaches, settled),
                            Mono::<Numbered>error)
                    .map(Numbered::result);
        });
    }

    /** Required checks in one room, optional ones in another. Ends when both are given back, whatever happens in one. */
    private Flux<CheckResult> besideEachOther(VerificationRequest request) {
        return Flux.defer(() -> {
            List<Check> checks = request.checks();
            Flux<Integer> optional =
                    indices(request).filter(index -> !checks.get(index).required());
            Settled settled = new Settled(checks.indexOf(checks.stream()
                    .filter(check -> !check.required())
                    .findFirst()
                    .orElseThrow()));
            Flux<Numbered> required = rooms.use(
                            request,
                            wanted(request, CleanRooms.CHECKS, request.stop()),
                            room -> judge(
                                    request,
                                    room,
                                    indices(request)
                                            .filter(index -> checks.get(index).required()),
                                    settled::reaches,
                                    settled),
                            Mono::<Numbered>error)
                    .doOnError(error -> settled.settle(-1));
            Flux<Numbered> beside = rooms.use(
                            request,
                            wanted(request, "optional", settled.stop()),
                            room -> judge(request, room, optional, settled::reachesBeside, settled),
                            Mono::<Numbered>error)
                    .filter(one -> one.result().status() != CheckStatus.SKIPPED)
                    .onErrorResume(error -> optional.filter(settled::reaches)
                            .map(index -> new Numbered(index, unable(checks.get(index), error))));
            InOrder inOrder = new InOrder(checks);
            return Flux.mergeDelayError(1, required, stoppedWith(request.stop(), settled, beside))
                    .concatMapIterable(inOrder::add)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(inOrder.rest())));
        });
    }

    /** What runs beside has a signal of its own, and heeds the request's as well. */
    private static Flux<Numbered> stoppedWith(StopSignal stop, Settled settled, Flux<Numbered> beside) {
        return Flux.merge(
                        beside.materialize(),
                        stop.raised()
                                .doOnNext(ignored -> settled.stop().raise())
                                .thenMany(Flux.<Signal<Numbered>>never()))
                .dematerialize();
    }

    private static CheckResult unable(Check check, Throwable error) {
        return Judged.unjudged(check, CheckRun.error(String.valueOf(error.getMessage())));
    }

    private static Wanted wanted(VerificationRequest request, String use, StopSignal stop) {
        return new Wanted(use, request.commit(), request.gate().hidden(), stop);
    }

    private Flux<Numbered> judge(
            VerificationRequest request, Room room, Flux<Integer> which, IntPredicate open, Settled settled) {
        Set<String> found = new HashSet<>();
        return which.concatMap(index -> (open.test(index)
                                ? judge(request, room, index, expectation(request, index, found))
                                        .doOnNext(judged -> found.addAll(judged.found()))
                                        .map(Judged::result)
                                : Mono.just(Judged.skipped(request.checks().get(index))))
                        .map(result -> new Numbered(index, result)))
                .doOnNext(one -> {
                    if (!one.result().passes()) {
                        settled.settle(one.index());
                    }
                });
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
