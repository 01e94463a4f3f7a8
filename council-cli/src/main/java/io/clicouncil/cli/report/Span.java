package io.clicouncil.cli.report;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.AttemptFinished;
import io.clicouncil.event.CouncilEvent.AttemptStarted;
import io.clicouncil.event.CouncilEvent.CheckFinished;
import io.clicouncil.verify.CheckStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time in which something ran.
 *
 * @param agent whose it was
 * @param name what, in words
 * @param from when it began
 * @param to when it was over
 * @param outcome what came of it, in words
 * @param look how it is drawn
 * @param result what came back of an attempt, or null for a check and for an attempt that was cut off
 */
record Span(
        String agent,
        String name,
        Instant from,
        Instant to,
        String outcome,
        String look,
        @Nullable ExecutionResult result) {
    private static final String FAILED = "failed";

    Duration length() {
        return Duration.between(from, to);
    }

    /** All attempts and checks of a run, in the order in which they began. */
    static List<Span> of(List<CouncilEvent> events) {
        List<Span> spans = new ArrayList<>();
        Map<String, AttemptStarted> open = new LinkedHashMap<>();
        for (CouncilEvent event : events) {
            if (event instanceof AttemptStarted started) {
                // An attempt that a resumed run found dead begins again under its own number.
                AttemptStarted lost = open.put(key(started.agent(), started.attempt()), started);
                if (lost != null) {
                    spans.add(cutOff(lost, started.time()));
                }
            } else if (event instanceof AttemptFinished finished) {
                AttemptStarted started = open.remove(key(finished.agent(), finished.attempt()));
                if (started != null) {
                    spans.add(attempt(started, finished));
                }
            } else if (event instanceof CheckFinished finished
                    && finished.check().status() != CheckStatus.SKIPPED) {
                spans.add(check(finished));
            }
        }
        open.values()
                .forEach(started ->
                        spans.add(cutOff(started, events.get(events.size() - 1).time())));
        spans.sort(Comparator.comparing(Span::from));
        return spans;
    }

    private static Span attempt(AttemptStarted started, AttemptFinished finished) {
        ExecutionResult result = finished.result();
        return new Span(
                started.agent(),
                "attempt " + started.attempt(),
                started.time(),
                finished.time(),
                result.failure() == null
                        ? "done"
                        : result.failure().kind()
                                + (result.failure().message().isBlank()
                                        ? ""
                                        : ": " + result.failure().message()),
                result.failure() == null ? "ok" : FAILED,
                result);
    }

    private static Span cutOff(AttemptStarted started, Instant end) {
        return new Span(started.agent(), "attempt " + started.attempt(), started.time(), end, "cut off", FAILED, null);
    }

    private static Span check(CheckFinished finished) {
        return new Span(
                finished.agent(),
                "check " + finished.check().name(),
                finished.time().minus(finished.check().duration()),
                finished.time(),
                finished.check().words(),
                switch (finished.check().status()) {
                    case PASSED, FLAKY -> "checks";
                    default -> FAILED;
                },
                null);
    }

    private static String key(String agent, int attempt) {
        return agent + "/" + attempt;
    }
}
