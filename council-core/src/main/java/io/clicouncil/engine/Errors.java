package io.clicouncil.engine;

import io.clicouncil.failure.CouncilException;

/** Puts an unexpected error into words that can be shown: nobody knows what its message holds, so only ours is told. */
final class Errors {
    private Errors() {}

    static String words(Throwable error) {
        if (error instanceof CouncilException ours) {
            return String.valueOf(ours.getMessage());
        }
        StackTraceElement[] trace = error.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
        return "unexpected " + error.getClass().getSimpleName() + where;
    }
}
