package io.clicouncil.account;

import io.clicouncil.failure.FailureKind;
import java.time.Duration;

/**
 * Whether an agent may begin an attempt now.
 *
 * @since 0.1
 */
public sealed interface Admission {

    /** It may. */
    Admission FREE = new Free();

    /**
     * It may.
     *
     * @since 0.1
     */
    record Free() implements Admission {}

    /**
     * Its account is limited: it may ask again later.
     *
     * @param delay how long it waits before it asks again
     * @param cause what the account was refused with
     * @param reason until when, in words
     * @since 0.1
     */
    record Wait(Duration delay, FailureKind cause, String reason) implements Admission {}

    /**
     * It has only failed lately, and is left out.
     *
     * @param reason why, until when, and what to do, in words
     * @since 0.1
     */
    record Refused(String reason) implements Admission {}
}
