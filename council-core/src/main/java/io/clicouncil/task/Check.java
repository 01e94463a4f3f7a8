package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.verify.report.FreshReports;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that judges a change. Only exit code 0 passes, unless single tests are known by name and failures of the base
 * are forgiven ({@link CouncilTask#expect()}).
 *
 * @param name what people call it, unique in a task
 * @param command the executable and its arguments
 * @param timeout how long it may take, or null for the limit of an attempt
 * @param required whether a candidate that does not pass it is out
 * @param report which files it writes its JUnit XML to, a pattern relative to the folder in which it starts; null where
 *     single tests are not known
 * @param repeat how often it must be green in all, at least 1
 * @since 0.1
 */
public record Check(
        String name,
        List<String> command,
        @JsonProperty("timeoutSeconds") @Nullable Duration timeout,
        boolean required,
        @Nullable String report,
        int repeat) {

    /** Checks the parts and takes a copy. */
    public Check {
        command = List.copyOf(command);
        if (name.isBlank() || command.isEmpty()) {
            throw new IllegalArgumentException("a check has a name and a command");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("a timeout is positive: " + timeout);
        }
        if (report != null && !FreshReports.isPattern(report)) {
            throw new IllegalArgumentException("this is no pattern of files inside the folder: " + report);
        }
        if (repeat < 1) {
            throw new IllegalArgumentException("a check runs at least once: " + repeat);
        }
    }

    /** A check that knows no single tests and is green when it is green once. */
    public Check(String name, List<String> command, @Nullable Duration timeout, boolean required) {
        this(name, command, timeout, required, null, 1);
    }

    /** A required check that {@code sh -c} runs, named after its script. */
    public static Check shell(String script) {
        return new Check(script, List.of("sh", "-c", script), null, true);
    }

    /** The same with its JUnit XML in these files. */
    public Check reporting(String pattern) {
        return new Check(name, command, timeout, required, pattern, repeat);
    }

    /** The same, to be green this often in all. */
    public Check repeated(int times) {
        return new Check(name, command, timeout, required, report, times);
    }

    /** Whether tests that it names can be held against what is expected of a candidate. */
    public boolean namesTests() {
        return required && report != null;
    }
}
