package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.verify.report.TestOutcome;
import io.clicouncil.verify.report.TestReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Nested
    class ByExitCodeAlone {
        @Test
        void onlyZeroPasses() {
            CheckRun green = new CheckRun(CheckStatus.PASSED, 0, null, Duration.ZERO, "");
            CheckRun red = new CheckRun(CheckStatus.FAILED, 1, null, Duration.ZERO, "");
            assertThat(Verdict.of(null, green, Expectation.NONE).passed()).isTrue();
            assertThat(Verdict.of(red, red, Expectation.NONE).passed()).isFalse();
            assertThat(Verdict.of(red, red, Expectation.of()).passed()).isFalse();
        }

        @Test
        void timeThatIsUpPassesNothing() {
            CheckRun late = new CheckRun(CheckStatus.TIMED_OUT, null, report("+a"), Duration.ZERO, "");
            assertThat(Verdict.of(run(0, "+a"), late, Expectation.of()).passed())
                    .isFalse();
        }
    }

    @Nested
    class WithoutExpectations {
        @Test
        void greenIsGreen() {
            Verdict verdict = Verdict.of(run(0, "+a +b"), run(0, "+a +b +c"), Expectation.NONE);
            assertThat(verdict).isEqualTo(new Verdict(true, List.of(), List.of(), List.of(), Set.of()));
        }

        @Test
        void redOnTheBaseExcusesNothing() {
            Verdict verdict = Verdict.of(run(1, "+a -b"), run(1, "+a -b"), Expectation.NONE);
            refused(verdict, "1 test fails as on the base: b");
            assertThat(verdict.newFailures()).isEmpty();
        }

        @Test
        void newFailuresAreNamed() {
            Verdict verdict = Verdict.of(run(1, "+a +b -c"), run(1, "-a -b -c -d"), Expectation.NONE);
            refused(verdict, "3 tests fail and did not on the base: a, b, d", "1 test fails as on the base: c");
            assertThat(verdict.newFailures()).containsExactly("a", "b", "d");
        }

        @Test
        void exitCodeZeroDoesNotHideATestThatFails() {
            refused(
                    Verdict.of(run(0, "+a +b"), run(0, "+a -b"), Expectation.NONE),
                    "1 test fails and did not on the base: b");
            refused(Verdict.of(run(1, "+a -b"), run(0, "+a -b"), Expectation.NONE), "1 test fails as on the base: b");
        }

        @Test
        void aFailureThatTheCheckItselfIgnoresOnTheBaseIsIgnored() {
            Verdict verdict = Verdict.of(run(0, "+a -b"), run(0, "+a -b"), Expectation.NONE);
            assertThat(verdict.passed()).isTrue();
            assertThat(verdict.flags()).containsExactly("failures of the base forgiven: b");
        }

        @Test
        void fewerTestsAreNoPass() {
            refused(
                    Verdict.of(run(0, "+a +b +c"), run(0, "+a"), Expectation.NONE),
                    "only 1 test ran, 3 on the base; gone: b, c");
            refused(
                    Verdict.of(run(0, "+a +b"), run(0, "+a /b"), Expectation.NONE),
                    "only 1 test ran, 2 on the base; skipped: b");
        }

        @Test
        void noTestWhereThereWereSomeIsNoPass() {
            refused(
                    Verdict.of(run(0, "+a +b"), run(0, ""), Expectation.NONE),
                    "no test ran, 2 on the base; gone: a, b");
        }

        @Test
        void aFailingTestThatIsGoneOrSkippedIsNotMended() {
            refused(
                    Verdict.of(run(1, "+a -b"), run(0, "+a +c"), Expectation.NONE),
                    "failed on the base and does not run any more: b");
            refused(
                    Verdict.of(run(1, "+a -b"), run(0, "+a /b +c"), Expectation.NONE),
                    "failed on the base and does not run any more: b");
        }

        @Test
        void aGreenTestThatIsReplacedIsFlagged() {
            Verdict verdict = Verdict.of(run(0, "+a +b +c"), run(0, "+a /c +d +e"), Expectation.NONE);
            assertThat(verdict.passed()).isTrue();
            assertThat(verdict.flags())
                    .containsExactly("tests gone since the base: b", "tests skipped since the base: c");
        }

        @Test
        void aBaseThatDoesNotCompileHoldsNothingAgainstAnybody() {
            assertThat(Verdict.of(run(1, ""), run(0, "+a"), Expectation.NONE))
                    .isEqualTo(new Verdict(true, List.of(), List.of(), List.of(), Set.of()));
            refused(
                    Verdict.of(run(1, ""), run(1, "+a -b"), Expectation.NONE),
                    "1 test fails and did not on the base: b");
        }

        @Test
        void aBaseThatDoesNotCompileIsNotMendedByLeavingOutTheTests() {
            String why = "no test ran, so none shows that the base is mended; does 'report' name what it writes?";
            refused(Verdict.of(run(1, ""), run(0, ""), Expectation.NONE), why);
            refused(Verdict.of(run(1, ""), run(0, "/a"), Expectation.of()), why);
            refused(Verdict.of(CheckRun.error("npm ci failed"), run(0, ""), Expectation.NONE), why);
        }

        @Test
        void aBrokenReportIsNoPass() {
            TestReport broken = new TestReport(report("+a").tests(), 1, List.of("r.xml is no whole JUnit XML"));
            CheckRun candidate = new CheckRun(CheckStatus.PASSED, 0, broken, Duration.ZERO, "");
            refused(
                    Verdict.of(run(0, "+a"), candidate, Expectation.NONE),
                    "its test report cannot be trusted: r.xml is no whole JUnit XML");
        }

        @Test
        void whatIsNotKnownOfTheBaseIsFlagged() {
            assertThat(Verdict.of(CheckRun.error("npm ci failed"), run(0, "+a"), Expectation.NONE)
                            .flags())
                    .containsExactly("the base could not be judged, so its tests are not known");
            assertThat(Verdict.of(run(0, ""), run(0, ""), Expectation.NONE).flags())
                    .containsExactly("no test report was written");
        }

        @Test
        void manyNamesAreCut() {
            refused(
                    Verdict.of(run(0, "+a"), run(1, "-a -b -c -d -e -f -g"), Expectation.NONE),
                    "7 tests fail and did not on the base: a, b, c, d, e and 2 more");
        }
    }

    @Nested
    class WithExpectations {
        @Test
        void theOtherFailuresOfTheBaseAreForgiven() {
            Verdict verdict = Verdict.of(run(1, "-FooTest.bar -x"), run(1, "+FooTest.bar -x"), Expectation.of("bar"));
            assertThat(verdict)
                    .isEqualTo(new Verdict(
                            true, List.of(), List.of(), List.of("failures of the base forgiven: x"), Set.of("bar")));
        }

        @Test
        void anEmptyListForgivesToo() {
            assertThat(Verdict.of(run(1, "+a -x"), run(1, "+a -x"), Expectation.of())
                            .passed())
                    .isTrue();
        }

        @Test
        void everyExpectedTestMustPass() {
            refused(
                    Verdict.of(run(1, "-t.a -t.x"), run(1, "-t.a -t.x"), Expectation.of("a")),
                    "the expected test t.a fails");
            refused(
                    Verdict.of(run(1, "-t.a -t.x"), run(1, "+t.b -t.x"), Expectation.of("a")),
                    "the expected test t.a is gone");
            refused(
                    Verdict.of(run(1, "-t.a -t.x"), run(1, "/t.a +t.b -t.x"), Expectation.of("a")),
                    "the expected test t.a is skipped");
            refused(
                    Verdict.of(run(0, "+t.a"), run(0, "+t.a"), Expectation.of("new", "t.a")),
                    "the expected test new did not run");
        }

        @Test
        void anExpectedTestMayBeNew() {
            Verdict verdict = Verdict.of(run(0, "+t.a"), run(0, "+t.a +t.b"), Expectation.of("b"));
            assertThat(verdict.passed()).isTrue();
            assertThat(verdict.found()).containsExactly("b");
        }

        @Test
        void everyInvocationOfAnExpectedTestMustPass() {
            refused(
                    Verdict.of(run(1, "-t.a[1] -t.a[2]"), run(1, "+t.a[1] -t.a[2]"), Expectation.of("a")),
                    "the expected test t.a[2] fails");
        }

        @Test
        void aNameThatCouldBeTwoTestsIsNone() {
            refused(
                    Verdict.of(run(1, "-p.T.a -q.T.a"), run(0, "+p.T.a +q.T.a"), Expectation.of("T.a")),
                    "the expected test T.a could be any of p.T.a, q.T.a");
        }

        @Test
        void aTestThatTheChangeAddsMakesNoNameOfTheBaseAmbiguous() {
            assertThat(Verdict.of(run(1, "-p.T.a"), run(0, "+p.T.a +q.T.a"), Expectation.of("T.a"))
                            .passed())
                    .isTrue();
        }

        @Test
        void noNewTestMayFail() {
            refused(
                    Verdict.of(run(1, "-a -x +b"), run(1, "+a -x -b"), Expectation.of("a")),
                    "1 test fails and did not on the base: b");
        }

        @Test
        void anExitCodeThatNoTestExplainsIsNotForgiven() {
            refused(
                    Verdict.of(run(1, "-a"), run(1, "+a"), Expectation.of("a")),
                    "no failing test explains its exit code");
        }

        @Test
        void fewerTestsAreNoPass() {
            refused(
                    Verdict.of(run(1, "-a -x +b"), run(1, "+a -x"), Expectation.of("a")),
                    "only 2 tests ran, 3 on the base; gone: b");
        }

        @Test
        void nothingIsForgivenOfABaseThatIsNotKnown() {
            Verdict verdict = Verdict.of(CheckRun.error("no disk"), run(1, "+a -x"), Expectation.of("a"));
            refused(verdict, "1 test fails and did not on the base: x");
            assertThat(Verdict.of(CheckRun.error("no disk"), run(0, "+a"), Expectation.of("a"))
                            .passed())
                    .isTrue();
        }

        @Test
        void whatAnotherCheckNamesIsNotMissing() {
            Expectation first = new Expectation(List.of("b"), Set.of(), false);
            assertThat(Verdict.of(run(0, "+a"), run(0, "+a"), first).passed()).isTrue();
            Expectation last = new Expectation(List.of("b"), Set.of("b"), true);
            assertThat(Verdict.of(run(0, "+a"), run(0, "+a"), last).passed()).isTrue();
        }
    }

    private static void refused(Verdict verdict, String... reasons) {
        assertThat(verdict.reasons()).containsExactly(reasons);
        assertThat(verdict.passed()).isFalse();
    }

    private static CheckRun run(int exitCode, String tests) {
        CheckStatus status = exitCode == 0 ? CheckStatus.PASSED : CheckStatus.FAILED;
        return new CheckRun(status, exitCode, report(tests), Duration.ofSeconds(1), "");
    }

    /** Names of tests, {@code +} for one that passed, {@code -} failed, {@code /} skipped. */
    private static TestReport report(String words) {
        SortedMap<String, TestOutcome> tests = new TreeMap<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
            tests.put(word.substring(1), outcome(word.charAt(0)));
        }
        int skipped = (int)
                tests.values().stream().filter(TestOutcome.SKIPPED::equals).count();
        return new TestReport(tests, tests.size() - skipped, List.of());
    }

    private static TestOutcome outcome(char sign) {
        return switch (sign) {
            case '+' -> TestOutcome.PASSED;
            case '-' -> TestOutcome.FAILED;
            default -> TestOutcome.SKIPPED;
        };
    }
}
