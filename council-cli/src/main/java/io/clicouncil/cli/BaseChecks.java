package io.clicouncil.cli;

import io.clicouncil.cli.view.DoctorView.Finding;
import io.clicouncil.cli.view.DoctorView.Level;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.journal.Journal;
import io.clicouncil.verify.CheckResult;
import java.util.List;
import java.util.Objects;

/** Runs the configured checks once on the base, in a clean room as a run would. */
final class BaseChecks {
    private final Invocation invocation;

    BaseChecks(Invocation invocation) {
        this.invocation = invocation;
    }

    /** What each check said. */
    List<Finding> run() {
        CouncilConfig config = invocation.config();
        if (config.checks().isEmpty()) {
            return List.of(new Finding(Level.WARNING, "checks", "none is configured", "name one under 'checks'"));
        }
        return Objects.requireNonNull(invocation
                .council(Journal.none())
                .checkBase(invocation.task("check the base"))
                .map(BaseChecks::finding)
                .collectList()
                .block());
    }

    /** Where failing tests are known by name, some may be left as they are. */
    private static String advice(CheckResult result) {
        String rule = "it must turn green for a change to win";
        return result.message().isEmpty()
                ? rule
                : rule
                        + "; with 'expect', only the tests named there must, and no other one may fail that does not now";
    }

    /** A red check on the base is what an agent may be asked to mend, so it is no failure. */
    private static Finding finding(CheckResult result) {
        String what = "check " + result.name();
        return switch (result.status()) {
            case PASSED, FLAKY -> new Finding(Level.OK, what, result.words() + " on the base", "");
            case FAILED -> new Finding(Level.WARNING, what, result.words() + " on the base", advice(result));
            default -> new Finding(Level.FAILED, what, result.words() + " on the base", "mend its command");
        };
    }
}
