package io.clicouncil.verify;

import io.clicouncil.verify.report.TestOutcome;
import io.clicouncil.verify.report.TestReport;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The tests of a candidate beside those of the base.
 *
 * @param then the base's
 * @param now the candidate's
 */
record Comparison(TestReport then, TestReport now) {

    /** Tests that fail and did not fail on the base. */
    SortedSet<String> newFailures() {
        return failing(name -> then.tests().get(name) != TestOutcome.FAILED);
    }

    /** Tests that fail as they did on the base. */
    SortedSet<String> oldFailures() {
        return failing(name -> then.tests().get(name) == TestOutcome.FAILED);
    }

    /** Tests of the base that are not there any more. */
    SortedSet<String> gone() {
        return kept(then.names(), name -> !now.tests().containsKey(name));
    }

    /** Tests that ran on the base and are skipped now. */
    SortedSet<String> skipped() {
        return kept(
                now.named(TestOutcome.SKIPPED),
                name -> then.tests().getOrDefault(name, TestOutcome.SKIPPED) != TestOutcome.SKIPPED);
    }

    /** Tests that failed on the base and do not run any more, which is no way to mend them. */
    SortedSet<String> dodged() {
        SortedSet<String> dodged = new TreeSet<>(gone());
        dodged.addAll(skipped());
        dodged.retainAll(then.named(TestOutcome.FAILED));
        return dodged;
    }

    /** Whether fewer tests ran than on the base. */
    boolean fewer() {
        return now.ran() < then.ran();
    }

    private SortedSet<String> failing(Predicate<String> which) {
        return kept(now.named(TestOutcome.FAILED), which);
    }

    private static SortedSet<String> kept(Collection<String> names, Predicate<String> which) {
        SortedSet<String> kept = new TreeSet<>(names);
        kept.removeIf(which.negate());
        return kept;
    }
}
