package io.clicouncil.verify;

import io.clicouncil.text.Few;
import io.clicouncil.verify.report.TestNames;
import io.clicouncil.verify.report.TestOutcome;
import io.clicouncil.verify.report.TestReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a check says of a change, held against the same check on the base: a pure function.
 *
 * @param passed whether the change passes
 * @param newFailures tests that fail and did not fail on the base
 * @param reasons why it does not pass, beyond its exit code
 * @param flags what a reader should look at although it passes
 * @param found expected tests that this check names
 */
record Verdict(boolean passed, List<String> newFailures, List<String> reasons, List<String> flags, Set<String> found) {

    Verdict {
        newFailures = List.copyOf(newFailures);
        reasons = List.copyOf(reasons);
        flags = List.copyOf(flags);
        found = Set.copyOf(found);
    }

    /**
     * Judges.
     *
     * @param base what the check said of the base, or null where nobody asked it
     */
    static Verdict of(@Nullable CheckRun base, CheckRun candidate, Expectation expectation) {
        if (!candidate.ended() || candidate.report() == null) {
            return new Verdict(candidate.green(), List.of(), List.of(), byExitCode(candidate, expectation), Set.of());
        }
        return new Judge(base, candidate, expectation).verdict();
    }

    private static List<String> byExitCode(CheckRun candidate, Expectation expectation) {
        List<String> names = Objects.requireNonNullElse(expectation.names(), List.of());
        return candidate.green() && !names.isEmpty()
                ? List.of("judged by its exit code, as no report tells of the expected " + Few.of(names))
                : List.of();
    }

    /** Judges a run that names single tests. */
    private static final class Judge {
        private final @Nullable CheckRun base;
        private final CheckRun candidate;
        private final Expectation expectation;
        private final TestReport now;
        private final Comparison tests;
        private final boolean forgives;
        private final List<String> reasons = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private final Set<String> found = new HashSet<>();

        Judge(@Nullable CheckRun base, CheckRun candidate, Expectation expectation) {
            this.base = base;
            this.candidate = candidate;
            this.expectation = expectation;
            this.now = Objects.requireNonNull(candidate.report());
            TestReport then = base == null || base.report() == null ? TestReport.NONE : base.report();
            this.tests = new Comparison(then, now);
            this.forgives = expectation.forgives() && base != null && base.ended() && then.readable();
        }

        Verdict verdict() {
            readable();
            failures();
            number();
            expected();
            boolean passed = reasons.isEmpty() && (candidate.green() || forgives);
            if (passed) {
                lookAt();
            }
            return new Verdict(passed, List.copyOf(tests.newFailures()), reasons, flags, found);
        }

        private void readable() {
            if (!now.readable()) {
                reasons.add("its test report cannot be trusted: " + Few.of(now.problems()));
            }
        }

        private void failures() {
            Collection<String> fresh = tests.newFailures();
            Collection<String> old = tests.oldFailures();
            if (!fresh.isEmpty()) {
                reasons.add(HowMany.fail(fresh.size()) + " and did not on the base: " + Few.of(fresh));
            }
            boolean excused = forgives || (candidate.green() && base != null && base.green());
            if (!old.isEmpty() && !excused) {
                reasons.add(HowMany.fail(old.size()) + " as on the base: " + Few.of(old));
            }
            if (forgives && !candidate.green() && fresh.isEmpty() && old.isEmpty()) {
                reasons.add("no failing test explains its exit code");
            }
        }

        private void number() {
            int then = tests.then().ran();
            if (tests.fewer()) {
                String ran = now.ran() == 0 ? "no test ran" : "only " + HowMany.tests(now.ran()) + " ran";
                reasons.add(ran + ", " + then + " on the base" + missing());
            }
            boolean red = base != null && !base.green();
            if (red && candidate.green() && now.ran() + then == 0) {
                // A build that leaves out its tests is green as well.
                reasons.add("no test ran, so none shows that the base is mended; does 'report' name what it writes?");
            }
            if (!tests.dodged().isEmpty() && red && !forgives) {
                reasons.add("failed on the base and does not run any more: " + Few.of(tests.dodged()));
            }
        }

        private String missing() {
            StringBuilder missing = new StringBuilder();
            if (!tests.gone().isEmpty()) {
                missing.append("; gone: ").append(Few.of(tests.gone()));
            }
            if (!tests.skipped().isEmpty()) {
                missing.append("; skipped: ").append(Few.of(tests.skipped()));
            }
            return missing.toString();
        }

        private void expected() {
            for (String name : Objects.requireNonNullElse(expectation.names(), List.<String>of())) {
                TestNames.Match onBase = TestNames.find(name, tests.then().names());
                TestNames.Match match = onBase.tests().isEmpty() ? TestNames.find(name, now.names()) : onBase;
                if (match.tests().isEmpty()) {
                    if (expectation.owes(name)) {
                        reasons.add("the expected test " + name + " did not run");
                    }
                } else {
                    found.add(name);
                    expected(name, match);
                }
            }
        }

        private void expected(String name, TestNames.Match match) {
            if (!match.unique()) {
                reasons.add("the expected test " + name + " could be any of " + Few.of(match.tests()));
                return;
            }
            for (String test : match.tests()) {
                TestOutcome outcome = now.tests().get(test);
                if (outcome != TestOutcome.PASSED) {
                    reasons.add("the expected test " + test + " " + how(outcome));
                }
            }
        }

        private static String how(@Nullable TestOutcome outcome) {
            return outcome == null ? "is gone" : outcome == TestOutcome.FAILED ? "fails" : "is skipped";
        }

        private void lookAt() {
            flag("tests gone since the base", tests.gone());
            flag("tests skipped since the base", tests.skipped());
            flag("failures of the base forgiven", tests.oldFailures());
            if (base != null && !base.ended()) {
                flags.add("the base could not be judged, so its tests are not known");
            } else if (!tests.then().readable()) {
                flags.add("the base's test report cannot be trusted: "
                        + Few.of(tests.then().problems()));
            } else if (now.names().isEmpty()) {
                flags.add("no test report was written");
            }
        }

        private void flag(String what, Collection<String> names) {
            if (!names.isEmpty()) {
                flags.add(what + ": " + Few.of(names));
            }
        }
    }
}
