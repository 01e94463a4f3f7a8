package io.clicouncil.cli;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** What another process makes of a wish, as its journal tells. Made before the wish is left. */
final class Answer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 200;

    private final String runId;
    private final Supplier<List<CouncilEvent>> events;
    private final BooleanSupplier alive;
    private final Duration patience;
    private final long heardBefore;

    /**
     * An answer that is still to come.
     *
     * @param runId the run that is asked
     * @param events what has happened in it
     * @param alive whether its process lives
     */
    Answer(String runId, Supplier<List<CouncilEvent>> events, BooleanSupplier alive) {
        this(runId, events, alive, PATIENCE);
    }

    Answer(String runId, Supplier<List<CouncilEvent>> events, BooleanSupplier alive, Duration patience) {
        this.runId = runId;
        this.events = events;
        this.alive = alive;
        this.patience = patience;
        this.heardBefore = heard();
    }

    /**
     * Waits for it. Blocks as long as the process lives and has not answered.
     *
     * @param outcome finds in the events what is waited for
     * @param silence done once where the wish was not even heard after a while
     * @throws CouncilException where the process ends without an answer
     */
    String await(Function<List<CouncilEvent>, Optional<String>> outcome, Runnable silence) throws InterruptedException {
        boolean told = false;
        long lastLook = System.nanoTime();
        while (true) {
            boolean look = System.nanoTime() - lastLook >= patience.toNanos();
            // Asked before reading, so that a last word is not missed.
            boolean gone = look && !alive.getAsBoolean();
            Optional<String> found = outcome.apply(events.get());
            if (found.isPresent()) {
                return found.get();
            }
            if (gone) {
                throw CouncilException.environment("the run " + runId
                        + " was cut off before it could answer: `council cancel " + runId + "` ends it");
            }
            if (look) {
                if (!told && heard() == heardBefore) {
                    silence.run();
                    told = true;
                }
                lastLook = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private long heard() {
        return events.get().stream()
                .filter(CouncilEvent.CancelRequested.class::isInstance)
                .count();
    }
}
