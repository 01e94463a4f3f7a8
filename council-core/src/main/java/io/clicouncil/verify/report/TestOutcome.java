package io.clicouncil.verify.report;

/**
 * How a test ended.
 *
 * @since 0.1
 */
public enum TestOutcome {
    /** It was not run, or gave up by itself. */
    SKIPPED,
    /** It ran and found nothing wrong. */
    PASSED,
    /** It failed, or broke before it could say so. */
    FAILED
}
