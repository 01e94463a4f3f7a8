package io.clicouncil.failure;

/**
 * How an attempt or an agent ended, as it saw it itself. Whether its change is any good is not said here.
 *
 * @since 0.1
 */
public enum ExecutionStatus {
    /** It believes that it is done. */
    SUCCESS,
    /** It ended without being done. */
    FAILURE,
    /** It took too long, in all or without a sign of life. */
    TIMEOUT,
    /** It was stopped. */
    CANCELLED,
    /** It needs a person, or was refused: sign-in, permission, policy, money. */
    BLOCKED
}
