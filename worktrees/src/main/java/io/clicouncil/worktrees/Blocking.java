package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The one place where blocking work gets its thread. Cancelling a subscription does not interrupt work that has begun:
 * half a commit or half an apply helps nobody, and an interrupt would close the files under JGit.
 */
final class Blocking {
    /** The system's own words for a full disk. */
    static final String NO_SPACE = "No space left on device";

    private Blocking() {}

    /** A piece of work without a result. */
    interface Action {
        void run() throws IOException;
    }

    /** Performs {@code work} once for each subscription. */
    static <T> Mono<T> call(Callable<T> work) {
        return Mono.create(sink -> Schedulers.boundedElastic().schedule(() -> {
            try {
                sink.success(work.call());
            } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError failed) {
                sink.error(explain(failed));
            }
        }));
    }

    /** Performs {@code work} once for each subscription. */
    static Mono<Void> run(Action work) {
        return Blocking.<Boolean>call(() -> {
                    work.run();
                    return true;
                })
                .then();
    }

    /** Hands a value on to its subscriber on a thread of the subscriber's own, so that nobody holds up who made it. */
    static <T> Mono<T> deliver(Mono<T> value) {
        return value.publishOn(Schedulers.boundedElastic());
    }

    /** Performs {@code work}, which reports its own failures, on a thread of its own. */
    static void detach(Runnable work) {
        Schedulers.boundedElastic().schedule(work);
    }

    /** What the callers of this module see of a failure. */
    static CouncilException explain(Throwable failed) {
        if (failed instanceof CouncilException ours) {
            return ours;
        }
        @Nullable String message = failed.getMessage();
        if (isDiskFull(failed)) {
            return new CouncilException(Reason.ENVIRONMENT, "There is no space left on the disk. Free some.", failed);
        }
        return new CouncilException(
                Reason.INTERNAL,
                "Git work failed (" + failed.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                        + ").",
                failed);
    }

    /** Whether it failed for want of space, which says nothing against the files that were worked on. */
    static boolean isDiskFull(Throwable failed) {
        @Nullable String message = failed.getMessage();
        return message != null && message.contains(NO_SPACE);
    }
}
