package io.clicouncil.adapters;

import java.util.Map;

/** Puts exit codes into words. */
final class ExitCodes {
    private static final int SIGNAL = 128;
    /** Those whose numbers every system shares. */
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            3, "SIGQUIT",
            4, "SIGILL",
            6, "SIGABRT",
            8, "SIGFPE",
            9, "SIGKILL",
            11, "SIGSEGV",
            13, "SIGPIPE",
            15, "SIGTERM");

    private ExitCodes() {}

    /** The code, and the signal that it stands for. */
    static String describe(int exitCode) {
        String signal = SIGNALS.get(exitCode - SIGNAL);
        return "exit code " + exitCode + (signal == null ? "" : " (" + signal + ")");
    }
}
