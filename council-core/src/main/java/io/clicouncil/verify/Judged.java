package io.clicouncil.verify;

import io.clicouncil.task.Check;
import io.clicouncil.text.Few;
import io.clicouncil.verify.report.TestOutcome;
import io.clicouncil.verify.report.TestReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a check with the verdict on it.
 *
 * @param result the verdict as it is told
 * @param found expected tests that the check names
 */
record Judged(CheckResult result, Set<String> found) {

    /** The verdict on a change. */
    static Judged candidate(Check check, @Nullable CheckRun base, CheckRun run, Expectation expectation) {
        Verdict verdict = Verdict.of(base, run, expectation);
        CheckStatus status = !run.ended() ? run.status() : verdict.passed() ? CheckStatus.PASSED : CheckStatus.FAILED;
        String message = run.ended() ? String.join("; ", verdict.reasons()) : run.message();
        return new Judged(
                new CheckResult(
                        check.name(),
                        status,
                        check.required(),
                        run.exitCode(),
                        verdict.newFailures(),
                        run.duration(),
                        message,
                        verdict.flags()),
                verdict.found());
    }

    /** What a run says that is no verdict on a change: one of the base, or one that did not come about. */
    static CheckResult unjudged(Check check, CheckRun run) {
        TestReport report = run.report();
        SortedSet<String> failing =
                report == null ? TestReport.NONE.named(TestOutcome.FAILED) : report.named(TestOutcome.FAILED);
        boolean named = run.ended() && !run.green() && !failing.isEmpty();
        String message = named ? HowMany.fail(failing.size()) + ": " + Few.of(failing) : run.message();
        List<String> flags = report == null ? List.of() : report.problems();
        return new CheckResult(
                check.name(),
                run.status(),
                check.required(),
                run.exitCode(),
                List.of(),
                run.duration(),
                message,
                flags);
    }

    /** The same with the names of the tests that fail. */
    static BaseResult baseResult(Check check, CheckRun run) {
        TestReport report = run.report();
        return new BaseResult(
                unjudged(check, run), report == null ? List.of() : List.copyOf(report.named(TestOutcome.FAILED)));
    }

    /** The same verdict with one more thing to look at. */
    Judged flagged(String flag) {
        List<String> flags =
                Stream.concat(result.flags().stream(), Stream.of(flag)).toList();
        return new Judged(
                new CheckResult(
                        result.name(),
                        result.status(),
                        result.required(),
                        result.exitCode(),
                        result.newFailures(),
                        result.duration(),
                        result.message(),
                        flags),
                found);
    }

    /** The check was not run, as the verdict no longer hung on it. */
    static CheckResult skipped(Check check) {
        CheckRun none = new CheckRun(CheckStatus.SKIPPED, null, null, Duration.ZERO, "");
        return unjudged(check, none);
    }
}
