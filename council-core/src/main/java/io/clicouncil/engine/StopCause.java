package io.clicouncil.engine;

import io.clicouncil.failure.FailureKind;

/** Why an agent or a run is stopped. */
enum StopCause {
    /** Somebody asked for it. */
    CANCELLED("it was cancelled", false),
    /** Whoever started the run interrupted it. */
    INTERRUPTED("it was interrupted", true),
    /** The run's time is up. */
    DEADLINE("the run's deadline was reached", true),
    /** There is hardly any room to record more. */
    NO_ROOM("there was no room to record more", true),
    /** There is not enough money left for it. */
    NO_MONEY("there is not enough money left", true),
    /** It has spent more than it may. */
    TOO_DEAR("it was stopped", false),
    /** Whatever it did, another agent would win. */
    CANNOT_WIN("it was stopped", false),
    /** The strategy had no need of it. */
    NOT_ASKED("it was not asked", false);

    private final String words;
    private final boolean resumable;

    StopCause(String words, boolean resumable) {
        this.words = words;
        this.resumable = resumable;
    }

    /** The cause, as the beginning of a sentence that goes on with when. */
    String words() {
        return words;
    }

    /** What an agent fails with that is stopped because of it. */
    FailureKind kind() {
        return this == NO_MONEY || this == TOO_DEAR ? FailureKind.BUDGET : FailureKind.CANCELLED;
    }

    /** Whether what was stopped goes on when the run is resumed. */
    boolean resumable() {
        return resumable;
    }
}
