package io.clicouncil.process;

/**
 * Which of its two streams a process printed to.
 *
 * @since 0.1
 */
public enum Channel {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
