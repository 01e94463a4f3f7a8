package io.clicouncil.adapters.acp;

/** What a dialogue can do to its agent. None of it blocks. */
interface Wire {

    /** Says a line. */
    void say(String line);

    /** The agent has been asked to cancel its turn; it has a moment for that. */
    void cancelling();

    /** There is nothing more to say; the agent has a moment to end. */
    void hangUp();
}
