package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that judges a change. Only exit code 0 passes.
 *
 * @param name what people call it, unique in a task
 * @param command the executable and its arguments
 * @param timeout how long it may take, or null for the limit of an attempt
 * @param required whether a candidate that does not pass it is out
 * @since 0.1
 */
public record Check(
        String name,
        List<String> command,
        @JsonProperty("timeoutSeconds") @Nullable Duration timeout,
        boolean required) {

    /** Checks the parts and takes a copy. */
    public Check {
        command = List.copyOf(command);
        if (name.isBlank() || command.isEmpty()) {
            throw new IllegalArgumentException("a check has a name and a command");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("a timeout is positive: " + timeout);
        }
    }

    /** A required check that {@code sh -c} runs, named after its script. */
    public static Check shell(String script) {
        return new Check(script, List.of("sh", "-c", script), null, true);
    }
}
