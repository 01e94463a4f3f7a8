package io.clicouncil.engine;

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

    /** Whether what was stopped goes on when the run is resumed. */
    boolean resumable() {
        return resumable;
    }
}
