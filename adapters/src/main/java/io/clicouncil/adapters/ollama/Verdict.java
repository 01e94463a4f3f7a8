package io.clicouncil.adapters.ollama;

import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.ResetTime;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what an error means. */
final class Verdict {
    private static final int SERVER_ERROR = 500;
    private static final Pattern TOO_LONG = Pattern.compile(
            "(?i)context length|context window|input length|prompt too long|exceeds? .*(context|num_ctx)");
    private static final Pattern NO_MEMORY = Pattern.compile("(?i)requires more (system )?memory|out of memory");
    private static final Pattern USED_UP = Pattern.compile("(?i)(weekly|monthly) usage limit|quota|credit");
    private static final Pattern BUSY = Pattern.compile("(?i)server busy|maximum pending requests|overloaded");

    private final String model;
    private final Endpoint endpoint;

    Verdict(String model, Endpoint endpoint) {
        this.model = model;
        this.endpoint = endpoint;
    }

    /** What an exception of a call means; null where it is none that a server or a network can cause. */
    @Nullable
    Failure of(Throwable error) {
        if (error instanceof HttpFailure http) {
            return of(http.status(), http.said(), http.retryAfter());
        }
        if (error instanceof LineSplitter.TooLongException) {
            return Failure.of(FailureKind.BAD_OUTPUT, "a line of Ollama's answer is too long");
        }
        if (error instanceof IOException || error instanceof TimeoutException) {
            return Failure.of(FailureKind.NETWORK, "the connection to Ollama at " + endpoint.base() + " failed");
        }
        return error instanceof IllegalArgumentException
                ? Failure.of(
                        FailureKind.BAD_OUTPUT, "what answers at " + endpoint.base() + " does not speak as Ollama does")
                : null;
    }

    /** What an error within an answer means, which came after the status of a success. */
    Failure midway(String said) {
        return of(SERVER_ERROR, said, null);
    }

    private Failure of(int status, String said, @Nullable Duration retryAfter) {
        String message = "Ollama: " + (said.isBlank() ? "HTTP " + status : OneLine.of(said));
        return switch (status) {
            case 401, 403 -> Failure.of(FailureKind.AUTH, message);
            case 402 -> Failure.of(FailureKind.QUOTA, message);
            case 404 -> Failure.of(FailureKind.NOT_INSTALLED, message + "; " + pull());
            case 429 ->
                Failure.of(USED_UP.matcher(said).find() ? FailureKind.QUOTA : FailureKind.RATE_LIMITED, message)
                        .retryAfter(retryAfter == null ? ResetTime.in(said).orElse(null) : retryAfter);
            case 502, 504 -> Failure.of(FailureKind.NETWORK, message);
            case 503 -> Failure.of(FailureKind.OVERLOADED, message).retryAfter(retryAfter);
            default -> other(status, said, message);
        };
    }

    private static Failure other(int status, String said, String message) {
        if (TOO_LONG.matcher(said).find()) {
            return Failure.of(FailureKind.REFUSED, message);
        }
        if (NO_MEMORY.matcher(said).find()) {
            return Failure.of(FailureKind.REFUSED, message + "; a smaller 'context' needs less");
        }
        if (BUSY.matcher(said).find()) {
            return Failure.of(FailureKind.OVERLOADED, message);
        }
        // What breaks in the server may hold another time; what it does not understand will not.
        return new Failure(FailureKind.CRASHED, message, status >= SERVER_ERROR, null);
    }

    /** What to do about a model that is not there. */
    String pull() {
        return "get it with: ollama pull " + model;
    }
}
