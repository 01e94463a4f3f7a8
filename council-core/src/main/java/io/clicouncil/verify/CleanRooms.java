package io.clicouncil.verify;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import io.clicouncil.setup.SetupRunner;
import io.clicouncil.state.PrivateFiles;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes the clean rooms that checks run in: a fresh workspace at a commit, hidden files laid over it, then set up. */
final class CleanRooms {
    /** What the room of a change's checks is for. */
    static final String CHECKS = "checks";

    private final SetupRunner setup;

    CleanRooms(CommandRunner commands) {
        this.setup = new SetupRunner(commands);
    }

    /**
     * What room is wanted.
     *
     * @param use what it is for, in a word; unique among those of an agent that are held at a time
     * @param commit what it holds
     * @param hidden the folder whose files are laid over it, or null
     * @param stop raised to end early what runs in it
     */
    record Wanted(String use, String commit, @Nullable Path hidden, StopSignal stop) {}

    /**
     * A clean room that is ready.
     *
     * @param folder where checks start, absolute
     * @param environment their whole environment
     * @param files a folder for their transcripts
     * @param limits what they may use
     * @param stop raised to end them early
     * @param sandbox the walls around them, or null for none
     */
    record Room(
            Path folder,
            Map<String, String> environment,
            Path files,
            CommandLimits limits,
            StopSignal stop,
            @Nullable Sandbox sandbox) {
        Room {
            environment = Map.copyOf(environment);
        }

        /** Keeps the environment out of logs. */
        @Override
        public String toString() {
            return "Room[" + folder + "]";
        }
    }

    /**
     * Uses a room and gives it back.
     *
     * @param user what is done in it
     * @param unready what is done where it could be made and not be set up
     */
    <T> Flux<T> use(
            VerificationRequest request,
            Wanted wanted,
            Function<Room, Publisher<T>> user,
            Function<CouncilException, Mono<T>> unready) {
        LeaseRequest lease = new LeaseRequest(
                request.agent() + "+" + wanted.use(),
                wanted.commit(),
                request.setup().provision(),
                null);
        return Flux.usingWhen(
                request.workspaces().lease(lease),
                workspace -> room(request, wanted, workspace)
                        .flatMapMany(room -> prepare(request, wanted, workspace, room)
                                .<Optional<CouncilException>>thenReturn(Optional.empty())
                                .onErrorResume(CouncilException.class, error -> Mono.just(Optional.of(error)))
                                .flatMapMany(error ->
                                        error.<Publisher<T>>map(unready).orElseGet(() -> user.apply(room)))),
                Workspace::release);
    }

    private Mono<Void> prepare(VerificationRequest request, Wanted wanted, Workspace workspace, Room room) {
        Path hidden = wanted.hidden();
        Mono<Void> laid = Mono.<Void>fromRunnable(() -> {
                    makeFolder(room.files());
                    if (hidden != null) {
                        HiddenFiles.layOver(hidden, workspace.directory());
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
        return laid.then(setup.run(
                request.setup(),
                new SetupRunner.Place(room.folder(), room.environment(), room.files(), wanted.stop(), room.sandbox())));
    }

    /** Two rooms at a time have no transcript in common. */
    private static Path files(VerificationRequest request, Wanted wanted) {
        return wanted.use().equals(CHECKS) ? request.files() : request.files().resolve(wanted.use());
    }

    private static void makeFolder(Path files) {
        try {
            PrivateFiles.makeFolder(files);
        } catch (IOException full) {
            throw CouncilException.environment("the folder " + files + " for transcripts cannot be made");
        }
    }

    private static Mono<Room> room(VerificationRequest request, Wanted wanted, Workspace workspace) {
        Map<String, String> environment = new HashMap<>(request.environment());
        environment.putAll(workspace.environment());
        return request.walls()
                .around(workspace, environment, List.of())
                .map(sandbox -> new Room(
                        workspace.directory().resolve(request.folder()),
                        environment,
                        files(request, wanted),
                        request.limits(),
                        wanted.stop(),
                        sandbox.orElse(null)));
    }
}
