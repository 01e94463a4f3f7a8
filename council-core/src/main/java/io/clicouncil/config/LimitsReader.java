package io.clicouncil.config;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.task.RetryPolicy;
import java.util.List;
import java.util.function.Predicate;

/** Reads what the limits of a run and those of an agent have in common. */
final class LimitsReader {
    /** The keys that an agent may have of its own. */
    static final List<String> OF_AGENT =
            List.of("timeout", "idle", "retries", "retryDelay", "repairs", "output", "memory", "processes");

    private static final int MOST_RETRIES = 100;
    private static final int MOST_PROCESSES = 1_000_000;

    private final Fields written;
    private final Predicate<String> counts;

    /**
     * Reads a mapping of limits.
     *
     * @param counts which of them count; the others are only checked
     */
    LimitsReader(Fields written, Predicate<String> counts) {
        this.written = written;
        this.counts = counts;
    }

    /** What an attempt may use: what is written, else as usual. */
    CommandLimits attempt(CommandLimits usual) {
        return new CommandLimits(
                written.get("timeout")
                        .map(Value::positiveDuration)
                        .filter(it -> counts.test("timeout"))
                        .orElse(usual.timeout()),
                written.get("idle")
                        .map(Value::positiveDuration)
                        .filter(it -> counts.test("idle"))
                        .orElse(usual.idle()),
                written.get("output")
                        .map(Value::size)
                        .filter(it -> counts.test("output"))
                        .orElse(usual.outputBytes()),
                written.get("memory")
                        .map(Value::size)
                        .filter(it -> counts.test("memory"))
                        .orElse(usual.memoryBytes()),
                written.get("processes")
                        .map(value -> value.whole(1, MOST_PROCESSES))
                        .filter(it -> counts.test("processes"))
                        .orElse(usual.processes()));
    }

    /** How failed attempts are made again: what is written, else as usual. */
    RetryPolicy retry(RetryPolicy usual) {
        return new RetryPolicy(
                written.get("retries")
                        .map(value -> value.whole(0, MOST_RETRIES))
                        .filter(it -> counts.test("retries"))
                        .orElse(usual.retries()),
                written.get("retryDelay")
                        .map(Value::duration)
                        .filter(it -> counts.test("retryDelay"))
                        .orElse(usual.delay()),
                written.get("repairs")
                        .map(value -> value.whole(0, MOST_RETRIES))
                        .filter(it -> counts.test("repairs"))
                        .orElse(usual.repairs()));
    }
}
