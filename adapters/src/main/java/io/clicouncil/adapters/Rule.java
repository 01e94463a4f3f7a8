package io.clicouncil.adapters;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.ResetTime;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sign of a failure.
 *
 * @param kind what it means
 * @param pattern what is found, or null where only the exit code counts
 * @param place where to look, or null for the usual places
 * @param at where the text stands, in place of what the manifest calls its error, or null
 * @param exit the exit codes that it needs, {@code failed} for any but 0; none for any
 * @param retryAfter the group of the pattern that holds the seconds to wait; 0 for none, so that a time is looked for in
 *     the words of a limit
 */
record Rule(
        FailureKind kind,
        @Nullable Pattern pattern,
        @Nullable Place place,
        @Nullable Pick at,
        List<String> exit,
        int retryAfter) {
    /** How many characters around a match may tell of a time. */
    private static final int NEARBY = 300;

    private static final String FAILED = "failed";

    /** Where a rule looks. */
    enum Place {
        STDOUT,
        STDERR,
        /** In the final record. */
        FINAL
    }

    /** The fields of a rule. */
    static final String[] KNOWN = {"kind", "pattern", "in", "when", "at", "exit", "retryAfter"};

    /** Reads one. */
    static Rule of(Fields fields) {
        FailureKind kind = fields.choice("kind", FailureKind.class);
        Pattern pattern = fields.pattern("pattern");
        List<String> exit = fields.texts("exit");
        int retryAfter = fields.whole("retryAfter", 0);
        Place place = fields.choice("in", Place.class);
        Pick at = fields.pointers("at").isEmpty()
                ? null
                : new Pick(place == Place.FINAL ? null : fields.expected("when"), fields.pointers("at"), false);
        if (kind == null) {
            throw fields.wrong("kind", "a kind of failure such as RATE_LIMITED");
        }
        if (pattern == null && exit.isEmpty() && at == null) {
            throw fields.wrong("pattern", "there, or 'exit'");
        }
        if (at == null && (place == Place.FINAL || fields.isMap("when"))) {
            throw fields.wrong("at", "one JSON pointer or more");
        }
        if (retryAfter > 0 && (pattern == null || pattern.matcher("").groupCount() < retryAfter)) {
            throw fields.wrong("retryAfter", "the number of a group of 'pattern'");
        }
        return new Rule(kind, pattern, place, at, exit, retryAfter);
    }

    /**
     * The failure that it sees.
     *
     * @param usual where the manifest says that errors stand, or null
     */
    Optional<Failure> apply(Printed printed, List<ObjectNode> records, @Nullable ObjectNode end, @Nullable Pick usual) {
        boolean failed = !Objects.equals(printed.exitCode(), 0);
        boolean codeFits = exit.isEmpty()
                || exit.contains(String.valueOf(printed.exitCode()))
                || (failed && exit.contains(FAILED));
        if (!codeFits) {
            return Optional.empty();
        }
        if (pattern == null && at == null) {
            return Optional.of(Failure.of(kind, printed.howItEnded()));
        }
        Pick where = at == null && place == null ? usual : at;
        if (where != null) {
            for (String text : where.texts(records, end)) {
                Optional<Failure> failure = in(text, OneLine.of(text));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return texts(printed, failed, where != null).stream()
                .flatMap(text -> in(text, printed.howItEnded()).stream())
                .findFirst();
    }

    /** The raw output in which it looks. An agent that names its errors elsewhere talks of anything on the way. */
    private List<String> texts(Printed printed, boolean failed, boolean named) {
        List<String> texts = new ArrayList<>();
        if (place == Place.STDOUT || (place == null && !named)) {
            texts.add(printed.output());
        }
        if (place == Place.STDERR || (place == null && at == null && (!named || failed))) {
            texts.add(printed.errors());
        }
        return texts;
    }

    private Optional<Failure> in(String text, String message) {
        if (pattern == null) {
            return Optional.of(Failure.of(kind, message));
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(Failure.of(kind, message).retryAfter(wait(matcher, text)))
                : Optional.empty();
    }

    private @Nullable Duration wait(Matcher match, String text) {
        String seconds = retryAfter == 0 ? null : match.group(retryAfter);
        if (seconds != null) {
            return Amounts.seconds(seconds).orElse(null);
        }
        return kind == FailureKind.RATE_LIMITED || kind == FailureKind.QUOTA
                ? ResetTime.in(around(match, text)).orElse(null)
                : null;
    }

    /** The line of the match and what comes soon after it: elsewhere an agent may talk of any time. */
    private static String around(Matcher match, String text) {
        int start = text.lastIndexOf('\n', match.start()) + 1;
        return text.substring(Math.max(start, match.start() - NEARBY), Math.min(text.length(), match.end() + NEARBY));
    }
}
