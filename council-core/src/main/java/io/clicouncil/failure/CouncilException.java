package io.clicouncil.failure;

import java.util.Objects;

/**
 * The one exception that callers of the council see. Its message says what to do next, and never holds a secret, a
 * prompt or an environment value. What an agent does wrong is no exception but a {@link Failure}.
 *
 * @since 0.1
 */
public final class CouncilException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who can mend it. */
    public enum Reason {
        /** The caller: a wrong option, task or configuration. */
        USAGE,
        /** The machine or the repository: no usable agent, no repository, no commit, no space. */
        ENVIRONMENT,
        /** Nobody yet: a policy, a missing trust or a required sandbox forbids it. */
        REFUSED,
        /** Us: a bug, or a disk that failed. */
        INTERNAL
    }

    private final Reason reason;

    /** An exception with a sentence for the person who can mend it. */
    public CouncilException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The same with the error that caused it. */
    public CouncilException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** A wrong option, task or configuration. */
    public static CouncilException usage(String message) {
        return new CouncilException(Reason.USAGE, message);
    }

    /** A machine or repository that cannot run it. */
    public static CouncilException environment(String message) {
        return new CouncilException(Reason.ENVIRONMENT, message);
    }

    /** Who can mend it. */
    public Reason reason() {
        return reason;
    }
}
