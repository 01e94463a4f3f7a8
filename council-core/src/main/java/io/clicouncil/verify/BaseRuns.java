package io.clicouncil.verify;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.StopSignal;
import io.clicouncil.task.Check;
import io.clicouncil.verify.CleanRooms.Wanted;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs checks on bases, each once: it remembers what they said, and who asks while one runs waits for it. */
final class BaseRuns {
    private final CleanRooms rooms;
    private final CheckCommand command;
    private final ConcurrentMap<Path, SharedRun> running = new ConcurrentHashMap<>();

    BaseRuns(CleanRooms rooms, CheckCommand command) {
        this.rooms = rooms;
        this.command = command;
    }

    /** What a check is remembered to have said of the base; empty where nobody has asked it yet. */
    Mono<CheckRun> remembered(VerificationRequest request, int index) {
        Path file = BaseStore.file(request, request.checks().get(index));
        return read(file).flatMap(Mono::justOrEmpty);
    }

    /**
     * What a check says of the base: as it is remembered, or else as it runs now, an optional one in a room of its own. Empty
     * where the request is stopped.
     */
    Mono<CheckRun> known(VerificationRequest request, int index) {
        return known(request, index, request.checks().get(index).required() ? "base" : "optionalbase");
    }

    /** The same in a room of its own, before anybody needs it. */
    Mono<CheckRun> early(VerificationRequest request, int index) {
        return known(request, index, "early");
    }

    private Mono<CheckRun> known(VerificationRequest request, int index, String use) {
        Path file = BaseStore.file(request, request.checks().get(index));
        return Mono.defer(() -> {
            Optional<Mono<CheckRun>> joined = Optional.empty();
            while (joined.isEmpty()) {
                SharedRun run = running.computeIfAbsent(file, ignored -> shared(request, index, file, use));
                joined = run.join(request.stop());
            }
            return joined.get();
        });
    }

    /** The same, run now whatever is remembered. */
    Mono<CheckRun> afresh(VerificationRequest request, int index) {
        Path file = BaseStore.file(request, request.checks().get(index));
        return run(request, index, file, "base", request.stop());
    }

    private SharedRun shared(VerificationRequest request, int index, Path file, String use) {
        return new SharedRun(
                stop -> read(file)
                        .flatMap(known -> known.map(Mono::just).orElseGet(() -> run(request, index, file, use, stop))),
                ended -> running.remove(file, ended));
    }

    private static Mono<Optional<CheckRun>> read(Path file) {
        return Mono.fromCallable(() -> BaseStore.read(file)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<CheckRun> run(VerificationRequest request, int index, Path file, String use, StopSignal stop) {
        Check check = request.checks().get(index);
        Wanted wanted = new Wanted(use, request.gate().base(), null, stop);
        return rooms.use(request, wanted, room -> command.run(check, room, "base-" + (index + 1)), BaseRuns::unready)
                .single()
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(run -> BaseStore.write(file, run));
    }

    /** A setup that fails on the base may be what the task is about. */
    private static Mono<CheckRun> unready(CouncilException error) {
        return Mono.just(CheckRun.error(String.valueOf(error.getMessage())));
    }
}
