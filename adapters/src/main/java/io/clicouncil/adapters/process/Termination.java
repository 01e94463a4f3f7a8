package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Outcome.Wish;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Ends one command when somebody wants that, for the first reason that there is: it asks the supervisor, and kills it where
 * that takes too long. A wish may come before the command has begun.
 */
final class Termination {
    private static final long CONTROL_RETRY_MILLIS = 10;

    private final Door door;
    private final OutputPump pump;
    private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Disposable.Swap deadline = Disposables.swap();
    private final Disposable.Swap lastResort = Disposables.swap();
    private volatile @Nullable Target target;
    private volatile boolean killed;

    /** What runs. */
    private record Target(Job job, Supervisor supervisor) {}

    Termination(Door door, OutputPump pump) {
        this.door = door;
        this.pump = pump;
    }

    /** Why it shall end, or null where nobody wants that. */
    @Nullable
    Wish wish() {
        return wish.get();
    }

    /** It runs from now on, for as long as it may. */
    void begun(Job job, Supervisor supervisor, Duration timeout) {
        target = new Target(job, supervisor);
        limitTime(timeout, door.sampler().time().nanos());
        if (killed) {
            supervisor.kill();
        } else if (wish.get() != null) {
            askToEnd();
        }
    }

    /** Its supervisor has ended. */
    void over() {
        deadline.dispose();
        lastResort.dispose();
    }

    /** It shall end, with its grace. */
    void want(Wish why) {
        Target now = target;
        // What has ended by itself while nobody looked has passed no limit.
        boolean over = now != null && now.job().outcome().isPresent();
        pump.hurry();
        if (!over && wish.compareAndSet(null, why)) {
            door.threads().work(this::askToEnd);
        }
    }

    /** It shall end at once. */
    void kill() {
        killed = true;
        wish.compareAndSet(null, Wish.STOP);
        pump.hurry();
        Target now = target;
        if (now != null) {
            now.supervisor().kill();
        }
    }

    /** Ends it when its time is up, looking again where some of the time that passed does not count. */
    private void limitTime(Duration timeout, long from) {
        long left = nanos(timeout) - (door.sampler().time().nanos() - from);
        if (left <= 0) {
            want(Wish.timedOut(timeout));
        } else {
            deadline.update(door.threads().after(left, TimeUnit.NANOSECONDS, () -> limitTime(timeout, from)));
        }
    }

    /** Once it runs, and then once: both who wishes and who starts it come here. */
    private void askToEnd() {
        Target now = target;
        if (now != null && asked.compareAndSet(false, true)) {
            long patience = door.patience().toNanos();
            lastResort.update(door.threads().after(patience, TimeUnit.NANOSECONDS, now.supervisor()::kill));
            askUntilHeard(now);
        }
    }

    /** A supervisor that has only just begun has no pipe yet. */
    private void askUntilHeard(Target now) {
        Wish why = wish.get();
        if (why != null && !now.job().requestStop(why) && now.supervisor().alive()) {
            door.threads().after(CONTROL_RETRY_MILLIS, TimeUnit.MILLISECONDS, () -> askUntilHeard(now));
        }
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
