package io.clicouncil.verify;

/**
 * How a check ended.
 *
 * @since 0.1
 */
public enum CheckStatus {
    /** It is green: by exit code 0, or where failures of the base are forgiven, by its tests. */
    PASSED,
    /** It is red. */
    FAILED,
    /** It failed, and passed when it was run again; or it was red in one of several runs. */
    FLAKY,
    /** Its time was up. */
    TIMED_OUT,
    /** It could not be run. */
    ERROR,
    /** It was not run, or stopped, because the verdict no longer hung on it. */
    SKIPPED
}
