package io.clicouncil.adapters.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Looks at all commands of a runner in one pass over the processes, once in a period while there are any. */
final class Sampler {
    private final CommandThreads threads;
    private final long periodNanos;
    private final RunningTime time;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private boolean looking;

    /** Whoever wants to be told. */
    interface Watched {
        /** The processes now. */
        void look(ProcessTable table);
    }

    Sampler(CommandThreads threads, long periodNanos) {
        this.threads = threads;
        this.periodNanos = periodNanos;
        this.time = new RunningTime(System::nanoTime, periodNanos);
    }

    /** The time in which limits are counted. */
    RunningTime time() {
        return time;
    }

    /** Looks at it from now on. */
    synchronized void add(Watched command) {
        watched.add(command);
        if (!looking) {
            looking = true;
            time.look();
            later();
        }
    }

    /** Looks at it no more. */
    void remove(Watched command) {
        watched.remove(command);
    }

    private void later() {
        threads.after(periodNanos, TimeUnit.NANOSECONDS, this::look);
    }

    private void look() {
        boolean anybody;
        synchronized (this) {
            time.look();
            anybody = !watched.isEmpty();
            looking = anybody;
        }
        if (anybody) {
            try {
                ProcessTable table = ProcessTable.read();
                watched.forEach(command -> command.look(table));
            } finally {
                // Whatever goes wrong once: without a look no time passes, and no limit is ever reached.
                later();
            }
        }
    }
}
