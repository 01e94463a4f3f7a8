package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.result.AggregatedResult;

/** What the command's exit codes mean. Below 10 it could not start; from 10 on it ran, and a result exists. */
final class ExitCode {
    static final int OK = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;
    static final int REFUSED = 4;
    static final int NO_CANDIDATE = 10;
    static final int BUDGET = 11;
    static final int DEADLINE = 12;
    static final int NOT_APPLIED = 13;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(CouncilException error) {
        return switch (error.reason()) {
            case USAGE -> USAGE;
            case ENVIRONMENT -> ENVIRONMENT;
            case REFUSED -> REFUSED;
            case INTERNAL -> INTERNAL;
        };
    }

    static int of(AggregatedResult result) {
        return switch (result.status()) {
            case WINNER -> result.applyRefused() == null ? OK : NOT_APPLIED;
            case NO_WINNER -> NO_CANDIDATE;
            case BUDGET_EXHAUSTED -> BUDGET;
            case DEADLINE_EXCEEDED -> DEADLINE;
            case CANCELLED -> INTERRUPTED;
            case FAILED -> INTERNAL;
        };
    }
}
