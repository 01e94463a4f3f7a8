package io.clicouncil.engine;

/** Why an agent or a run is stopped. */
enum StopCause {
    /** Somebody asked for it. */
    CANCELLED("it was cancelled"),
    /** The run's time is up. */
    DEADLINE("the run's deadline was reached");

    private final String words;

    StopCause(String words) {
        this.words = words;
    }

    /** The cause, as the end of a sentence. */
    String words() {
        return words;
    }
}
