package io.clicouncil.result;

/**
 * How a run ended.
 *
 * @since 0.1
 */
public enum RunStatus {
    /** A candidate was chosen. */
    WINNER,
    /** No candidate is eligible. */
    NO_WINNER,
    /** The budget was reached before any candidate was eligible. */
    BUDGET_EXHAUSTED,
    /** The deadline was reached before any candidate was eligible. */
    DEADLINE_EXCEEDED,
    /** It was stopped. */
    CANCELLED,
    /** It could not be carried to its end: a bug of ours, or a disk that failed. */
    FAILED
}
