package io.clicouncil.verify;

/**
 * How a check ended.
 *
 * @since 0.1
 */
public enum CheckStatus {
    /** Exit code 0. */
    PASSED,
    /** Any other exit code. */
    FAILED,
    /** It failed, and passed when it was run again. */
    FLAKY,
    /** Its time was up. */
    TIMED_OUT,
    /** It could not be run. */
    ERROR,
    /** It was not run, or stopped, because the verdict no longer hung on it. */
    SKIPPED
}
