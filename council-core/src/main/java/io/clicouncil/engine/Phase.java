package io.clicouncil.engine;

/** Where an agent stands in a run. */
enum Phase {
    /** It has not begun. */
    QUEUED(false),
    /** Money for its next attempt is being reserved. */
    RESERVING(true),
    /** It waits for money that others have reserved. */
    SHORT(false),
    /** Its workspace is being made. */
    LEASING(true),
    /** Its workspace is being prepared for an attempt. */
    PREPARING(true),
    /** An attempt is being made. */
    RUNNING(true),
    /** It waits to make another attempt; its place is free for others meanwhile. */
    WAITING(false),
    /** It has waited and takes the next free place. */
    READY(false),
    /** Its change is being read. */
    CAPTURING(true),
    /** Its workspace is being given back. */
    RELEASING(true),
    /** Its change is being judged. */
    VERIFYING(true),
    /** Its outcome is being recorded. */
    DECIDING(false),
    /** Its outcome is final. */
    DECIDED(false);

    private final boolean occupying;

    Phase(boolean occupying) {
        this.occupying = occupying;
    }

    /** Whether it works on a change or may begin to: what comes after costs nothing any more. */
    boolean spending() {
        return compareTo(CAPTURING) < 0;
    }

    /** Whether it takes one of the places that the run's concurrency allows. */
    boolean occupying() {
        return occupying;
    }
}
