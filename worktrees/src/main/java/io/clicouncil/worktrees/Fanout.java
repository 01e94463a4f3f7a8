package io.clicouncil.worktrees;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Spreads many small pieces of file work over the cores. */
final class Fanout {
    private Fanout() {}

    /** What one worker does; made once for each, so that it may hold what is not safe to share. */
    interface Worker extends AutoCloseable {
        void handle(int index) throws IOException;

        @Override
        default void close() {}
    }

    /** Makes a worker on the thread that will use it. */
    interface WorkerFactory {
        Worker open() throws IOException;
    }

    /**
     * Handles every index below {@code count} once, {@code chunk} of them in a row by the same worker. The first failure stops all workers; it is thrown when the last of
     * them has ended, so nobody writes any more when this method is over.
     */
    static void forEach(int count, int chunk, WorkerFactory workers) throws IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable share = () -> {
            try (Worker worker = workers.open()) {
                for (int from = next.getAndAdd(chunk); from < count; from = next.getAndAdd(chunk)) {
                    for (int i = from; i < Math.min(from + chunk, count); i++) {
                        if (failure.get() != null) {
                            return;
                        }
                        worker.handle(i);
                    }
                }
            } catch (Throwable failed) {
                failure.compareAndSet(null, failed);
            }
        };
        List<Thread> helpers = new ArrayList<>();
        int shares = (count + chunk - 1) / chunk;
        for (int i = 1; i < Math.min(Runtime.getRuntime().availableProcessors(), shares); i++) {
            Thread helper = new Thread(share, "council-files-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        share.run();
        helpers.forEach(Fanout::join);
        rethrow(failure.get());
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new IOException("a worker died: " + failure, failure);
        }
    }
}
