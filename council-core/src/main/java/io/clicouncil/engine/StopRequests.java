package io.clicouncil.engine;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Wishes to stop that another process leaves for a run, as empty files in the run's folder: {@code stop/run} for the whole
 * run, {@code stop/agent-NAME} for one agent.
 *
 * @since 0.1
 */
public final class StopRequests {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String FOLDER = "stop";
    private static final String WHOLE_RUN = "run";
    private static final String AGENT = "agent-";

    private StopRequests() {}

    /**
     * Leaves a wish for whoever carries out the run. Blocks.
     *
     * @param runDirectory the run's folder
     */
    public static void leave(Path runDirectory, StopRequest request) throws IOException {
        Path folder = PrivateFiles.makeFolder(runDirectory.resolve(FOLDER));
        String name = request.agent() == null ? WHOLE_RUN : AGENT + request.agent();
        PrivateFiles.write(folder.resolve(name), "");
    }

    /** The wishes that are left for a run, each taken away as it is read. */
    static Flux<StopRequest> left(Path runDirectory, Scheduler timers) {
        Path folder = runDirectory.resolve(FOLDER);
        return Flux.interval(LOOK_EVERY, timers)
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromCallable(() -> taken(folder)).subscribeOn(Schedulers.boundedElastic()), 1)
                .concatMapIterable(requests -> requests);
    }

    private static List<StopRequest> taken(Path folder) {
        List<StopRequest> requests = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    if (name.equals(WHOLE_RUN)) {
                        requests.add(StopRequest.wholeRun());
                    } else if (name.startsWith(AGENT)) {
                        requests.add(StopRequest.agent(name.substring(AGENT.length())));
                    }
                    Files.deleteIfExists(file);
                }
            } catch (IOException | DirectoryIteratorException unreadable) {
                // What could be read counts; the rest is looked at again.
                return requests;
            }
        }
        return requests;
    }
}
