package io.clicouncil.adapters.acp;

import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.ProviderStatus;
import io.clicouncil.adapters.words.ResetTime;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says what an error of an agent means. The protocol names one kind only, the missing sign-in; for the rest agents hand on
 * what the provider said, as a status or in words.
 */
final class Faults {
    private static final int SIGN_IN_NEEDED = -32000;

    /** In this order: a quota speaks of limits too, and a refused key comes with many a status. */
    private static final Map<FailureKind, Pattern> WORDS = words();

    private static final Pattern STATUS = Pattern.compile(
            "(?i)(?:\"code\"\\s*:\\s*|\\b(?:http|status|status code|api error|error code)\\W{0,3})([45]\\d\\d)\\b");

    private Faults() {}

    /** What the error of a response means. */
    static Failure of(JsonNode error) {
        int code = error.path("code").asInt(0);
        JsonNode data = error.path("data");
        String said = said(error.path("message").asString(""), data);
        Optional<FailureKind> kind = byWords(said);
        if (kind.isEmpty() && code == SIGN_IN_NEEDED) {
            kind = Optional.of(FailureKind.AUTH);
        }
        if (kind.isEmpty()) {
            kind = ProviderStatus.kind(status(code, data, said));
        }
        return failure(kind.orElse(FailureKind.CRASHED), said.isBlank() ? "error " + code : said);
    }

    /** What words of an agent mean that it did not put into a response; nothing where they name no known reason. */
    static Optional<Failure> in(String said) {
        return byWords(said)
                .or(() -> ProviderStatus.kind(status(0, null, said)))
                .map(kind -> failure(kind, said));
    }

    private static Failure failure(FailureKind kind, String said) {
        boolean limit = kind == FailureKind.RATE_LIMITED || kind == FailureKind.QUOTA;
        return Failure.of(kind, OneLine.of(said))
                .retryAfter(limit ? ResetTime.in(said).orElse(null) : null);
    }

    private static String said(String message, JsonNode data) {
        String more = data.isString()
                ? data.asString()
                : data.path("details").asString(data.path("message").asString(""));
        return more.isBlank() || message.contains(more) ? message : message + ": " + more;
    }

    private static int status(int code, @Nullable JsonNode data, String said) {
        if (isStatus(code)) {
            return code;
        }
        if (data != null) {
            for (String name : new String[] {"status", "statusCode", "httpStatus", "code"}) {
                int status = data.path(name).asInt(0);
                if (isStatus(status)) {
                    return status;
                }
            }
        }
        Matcher matcher = STATUS.matcher(said);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean isStatus(int number) {
        return number >= 400 && number < 600;
    }

    private static Optional<FailureKind> byWords(String said) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(said).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<FailureKind, Pattern> words() {
        Map<FailureKind, Pattern> words = new LinkedHashMap<>();
        words.put(
                FailureKind.AUTH,
                Pattern.compile(
                        "(?i)(invalid|incorrect|missing|no) (x-)?api[- ]key|api[- ]key not valid|api_key_invalid"
                                + "|unauthenticated|unauthorized|permission_denied|not logged in|run /login|please log ?in"
                                + "|authentication (required|failed|_?error)|oauth token|token (has )?expired|sign in"));
        words.put(
                FailureKind.QUOTA,
                Pattern.compile("(?i)insufficient_quota|current quota|quota exceeded|daily quota|perday"
                        + "|plan and billing|credit balance|prepayment credits|usage limit|payment required"));
        words.put(
                FailureKind.OVERLOADED,
                Pattern.compile("(?i)overloaded|unavailable|high demand|server error|server busy|at capacity"));
        words.put(
                FailureKind.RATE_LIMITED,
                Pattern.compile("(?i)rate[ _-]?limit|too many requests|resource[_ ](has been )?exhausted"
                        + "|retry (after|in) [\\d.]+ ?s"));
        words.put(
                FailureKind.REFUSED,
                Pattern.compile("(?i)prompt is too long|context (length|window)|maximum number of tokens"
                        + "|model.{0,60}(not found|does not exist|not supported)|modelnotfound"));
        words.put(
                FailureKind.NETWORK,
                Pattern.compile("(?i)fetch failed|econn|enotfound|etimedout|eai_again|socket hang up|other side closed"
                        + "|connection (refused|lost|error|closed|reset)|unable to connect|stream disconnected"));
        return words;
    }
}
