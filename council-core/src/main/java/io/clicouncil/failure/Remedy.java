package io.clicouncil.failure;

/**
 * What mends a failure.
 *
 * @since 0.1
 */
public enum Remedy {
    /** Time: at a moment that was named, or after a while. Worth another attempt. */
    TIME,
    /** A person: somebody signs in, pays, installs or permits something. */
    PERSON,
    /** Nothing: another attempt of the same would end the same. */
    NONE
}
