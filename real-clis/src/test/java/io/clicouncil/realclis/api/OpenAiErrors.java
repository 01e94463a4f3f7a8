package io.clicouncil.realclis.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The errors that both of OpenAI's APIs answer with. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    static String body(int status, @Nullable Duration retryAfter) {
        String code = switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> "server_error";
        };
        String words = switch (status) {
            case 401 -> "Incorrect API key provided: sk-fake.";
            case 429 ->
                "Rate limit reached for requests. Please try again "
                        + (retryAfter == null ? "later." : "in " + retryAfter.toSeconds() + "s.");
            default -> "The server had an error while processing your request.";
        };
        return "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                .formatted(words, code, code);
    }
}
