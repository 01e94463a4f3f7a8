package io.clicouncil.engine;

/**
 * Why and how an agent is stopped.
 *
 * @param cause why
 * @param words the same as the beginning of a sentence, which goes on with when
 */
record Stop(StopCause cause, String words) {
    static Stop of(StopCause cause) {
        return new Stop(cause, cause.words());
    }

    /** For want of money. */
    static Stop noMoney(String why) {
        return new Stop(StopCause.NO_MONEY, why);
    }

    /** Because of what it has spent. */
    static Stop tooDear(String why) {
        return new Stop(StopCause.TOO_DEAR, why + "; " + StopCause.TOO_DEAR.words());
    }

    /** Before it was asked at all. */
    static Stop notAsked(String why) {
        return new Stop(StopCause.NOT_ASKED, why);
    }

    /** Because of what another agent has done. */
    static Stop cannotWin(String why) {
        return new Stop(StopCause.CANNOT_WIN, why + "; " + StopCause.CANNOT_WIN.words());
    }
}
