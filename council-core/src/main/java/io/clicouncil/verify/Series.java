package io.clicouncil.verify;

import io.clicouncil.task.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The runs of one check on one change: a required one that is red at once gets a second run, a green one as many as it is
 * to be repeated. Red once and green besides is {@link CheckStatus#FLAKY}; red twice is red.
 *
 * @param check the check
 * @param runs how often it ran
 * @param reds how often it was red
 * @param red its first red run, or null
 * @param taken the time of all runs
 */
record Series(Check check, int runs, int reds, @Nullable CheckResult red, Duration taken) {

    /** Runs a check as often as it takes; each run is asked for by its number, from 1. */
    static Mono<Judged> of(Check check, IntFunction<Mono<Judged>> run) {
        return new Series(check, 0, 0, null, Duration.ZERO).goOn(run);
    }

    private Mono<Judged> goOn(IntFunction<Mono<Judged>> run) {
        return Mono.defer(() -> run.apply(runs + 1)).flatMap(judged -> {
            Series series = with(judged.result());
            CheckStatus latest = judged.result().status();
            return series.settled(latest) ? Mono.just(series.answer(judged)) : series.goOn(run);
        });
    }

    private Series with(CheckResult latest) {
        boolean isRed = latest.status() == CheckStatus.FAILED;
        return new Series(
                check,
                runs + 1,
                isRed ? reds + 1 : reds,
                isRed && red == null ? latest : red,
                taken.plus(latest.duration()));
    }

    private boolean settled(CheckStatus latest) {
        return switch (latest) {
            case PASSED -> runs >= check.repeat() || (reds == 1 && runs == 2);
            case FAILED -> reds > 1 || (runs == 1 ? !check.required() : runs >= check.repeat());
            default -> true;
        };
    }

    private Judged answer(Judged judged) {
        CheckResult latest = judged.result();
        CheckResult first = red;
        boolean ended = latest.status() == CheckStatus.PASSED || latest.status() == CheckStatus.FAILED;
        CheckResult told = first != null && reds == 1 && runs > 1 && ended
                ? retold(first, CheckStatus.FLAKY, first.words(), latest.flags())
                : retold(latest, latest.status(), latest.message(), latest.flags());
        return new Judged(told, judged.found());
    }

    private CheckResult retold(CheckResult result, CheckStatus status, String message, List<String> flags) {
        return new CheckResult(
                result.name(),
                status,
                result.required(),
                result.exitCode(),
                result.newFailures(),
                taken,
                message,
                flags);
    }
}
