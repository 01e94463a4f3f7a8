package io.clicouncil.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends a command that was told twice to end and does not: what it waits for, such as somebody who reads what it prints, may
 * never come. Nothing is lost by that: what has happened is in the journal.
 */
final class LastResort {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration TO_SPEAK = Duration.ofSeconds(1);

    private final Duration patience;
    private final Runnable farewell;
    private final IntConsumer end;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ceased;

    /** The last resort of this JVM. */
    LastResort(Runnable farewell) {
        this(PATIENCE, farewell, Runtime.getRuntime()::halt);
    }

    /**
     * A last resort.
     *
     * @param patience how long the command may still take
     * @param farewell says what to do next; may block
     * @param end ends everything with an exit code
     */
    LastResort(Duration patience, Runnable farewell, IntConsumer end) {
        this.patience = patience;
        this.farewell = farewell;
        this.end = end;
    }

    /** Begins to wait for the end; any further call changes nothing. Does not block. */
    void begin(int exitCode) {
        if (begun.compareAndSet(false, true)) {
            daemon("council-last-resort", () -> endLater(exitCode));
        }
    }

    /** The command has ended by itself: nothing is to be done any more. */
    void cease() {
        ceased = true;
    }

    private void endLater(int exitCode) {
        try {
            TimeUnit.NANOSECONDS.sleep(patience.toNanos());
            if (ceased) {
                return;
            }
            // Standard error may be what blocks.
            daemon("council-farewell", farewell).join(TO_SPEAK.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        end.accept(exitCode);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
