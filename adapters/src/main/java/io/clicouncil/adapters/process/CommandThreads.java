package io.clicouncil.adapters.process;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;

/**
 * The threads of a runner: one keeps time, others come for what touches files and go when idle. A command holds one of
 * them, asleep, until it ends; a subscriber that blocks holds one more, and delays nobody else.
 */
final class CommandThreads {
    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("council-clock"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("council-command"));

    CommandThreads() {
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Does it now, on another thread. */
    void work(Runnable task) {
        workers.execute(task);
    }

    /** Does it after a while, on another thread, unless it is disposed of before. */
    Disposable after(long delay, TimeUnit unit, Runnable task) {
        Future<?> timer = clock.schedule(() -> workers.execute(task), delay, unit);
        return () -> timer.cancel(false);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
