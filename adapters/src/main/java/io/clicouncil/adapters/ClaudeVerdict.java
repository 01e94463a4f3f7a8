package io.clicouncil.adapters;

import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.ProviderStatus;
import io.clicouncil.adapters.words.ResetTime;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Claude Code's last event means. {@code subtype: "success"} says nothing: every error of the provider comes with it.
 *
 * @param failure why it did not succeed, or null
 * @param message its last words, and what it was denied, or null
 */
record ClaudeVerdict(@Nullable Failure failure, @Nullable String message) {
    private static final int LEAST_ERROR_STATUS = 400;

    private static final Pattern SIGN_IN =
            Pattern.compile("(?i)not logged in|run /login|invalid api key|oauth token|authentication");
    private static final Pattern NO_CREDIT = Pattern.compile("(?i)credit balance|billing");
    private static final Pattern PLAN_LIMIT = Pattern.compile("(?i)limit reached|hit your .*limit|usage limit");
    private static final Pattern BROKEN_CONNECTION = Pattern.compile(
            "(?i)timed out|connection (refused|lost|error|closed|reset)|ECONN|ENOTFOUND|EAI_AGAIN|fetch failed");
    private static final Pattern PROVIDER_DOWN = Pattern.compile("(?i)overloaded|server error");

    /** Judges a {@code result} event. */
    static ClaudeVerdict of(JsonNode result, Set<String> toolCalls, long resetsAtSecond, Clock clock) {
        String words = words(result);
        JsonNode denials = result.path("permission_denials");
        boolean failed = result.path("is_error").asBoolean(false)
                || result.path("subtype").asString("").startsWith("error")
                // Some say that all went well, with the provider's refusal in a field beside it.
                || result.path("api_error_status").asInt(0) >= LEAST_ERROR_STATUS;
        if (failed) {
            Failure failure = Failure.of(kind(result, words), OneLine.of(words));
            return new ClaudeVerdict(
                    failure.kind() == FailureKind.RATE_LIMITED
                                    || PLAN_LIMIT.matcher(words).find()
                            ? limited(failure, words, resetsAtSecond, clock)
                            : failure,
                    words);
        }
        if (denials.isEmpty()) {
            return new ClaudeVerdict(null, words);
        }
        String denied = "it was denied " + names(denials);
        return new ClaudeVerdict(
                nothingBut(denials, toolCalls) ? Failure.of(FailureKind.REFUSED, denied) : null,
                words.isEmpty() ? denied : words + " (" + denied + ")");
    }

    /** Judges an end without one, or an exit code that contradicts it. */
    static Failure withoutResult(Printed printed) {
        Integer code = printed.exitCode();
        return code != null && code == 0
                ? Failure.of(FailureKind.BAD_OUTPUT, "it ended without a result")
                : Failure.of(FailureKind.CRASHED, printed.howItEnded());
    }

    private static FailureKind kind(JsonNode result, String words) {
        String reason = result.path("terminal_reason").asString("");
        String subtype = result.path("subtype").asString("");
        if (reason.equals("budget_exhausted") || subtype.equals("error_max_budget_usd")) {
            return FailureKind.BUDGET;
        }
        if (reason.equals("max_turns") || subtype.equals("error_max_turns")) {
            return FailureKind.BAD_OUTPUT;
        }
        if (reason.equals("prompt_too_long")) {
            return FailureKind.REFUSED;
        }
        if (reason.startsWith("aborted")) {
            return FailureKind.CANCELLED;
        }
        if (result.path("api_error").asString("").equals("connection_failed")) {
            return FailureKind.NETWORK;
        }
        return ProviderStatus.kind(result.path("api_error_status").asInt(0)).orElseGet(() -> byWords(words));
    }

    private static FailureKind byWords(String words) {
        if (NO_CREDIT.matcher(words).find() || PLAN_LIMIT.matcher(words).find()) {
            return FailureKind.QUOTA;
        }
        if (SIGN_IN.matcher(words).find()) {
            return FailureKind.AUTH;
        }
        if (BROKEN_CONNECTION.matcher(words).find()) {
            return FailureKind.NETWORK;
        }
        return PROVIDER_DOWN.matcher(words).find() ? FailureKind.OVERLOADED : FailureKind.CRASHED;
    }

    /** A limit whose end is known is worth waiting for, whatever else was said of it. */
    private static Failure limited(Failure failure, String words, long resetsAtSecond, Clock clock) {
        Optional<Duration> wait = ResetTime.in(words, clock)
                .or(() -> resetsAtSecond > 0 ? Optional.of(ResetTime.until(resetsAtSecond, clock)) : Optional.empty());
        return wait.isEmpty()
                ? failure
                : Failure.of(FailureKind.RATE_LIMITED, failure.message()).retryAfter(wait.get());
    }

    private static String words(JsonNode result) {
        String said = result.path("result").asString("");
        return said.isEmpty() ? result.path("errors").path(0).asString("") : said;
    }

    private static boolean nothingBut(JsonNode denials, Set<String> toolCalls) {
        Set<String> denied = StreamSupport.stream(denials.spliterator(), false)
                .map(denial -> denial.path("tool_use_id").asString(""))
                .collect(Collectors.toSet());
        return denied.containsAll(toolCalls);
    }

    private static String names(JsonNode denials) {
        return StreamSupport.stream(denials.spliterator(), false)
                .map(denial -> denial.path("tool_name").asString("a tool"))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
