package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Items;
import io.clicouncil.config.Node.Kind;
import io.clicouncil.config.Node.Scalar;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Durations;
import io.clicouncil.text.Nearest;
import io.clicouncil.text.Quoted;
import io.clicouncil.text.Sizes;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A piece of configuration under its full name. Each method reads it as one type, or says where and why it is none.
 *
 * @param node what was written
 * @param path its full name, as {@code limits.retryDelay}
 */
record Value(Node node, String path) {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    /** Closed sets and single characters, then a bracket that opens a set without an end, or a lone backslash. */
    private static final Pattern BROKEN_PATTERN =
            Pattern.compile("(?s)(?>\\[[!^]?+\\]?+(?>\\\\.|[^\\]\\\\])*+\\]|\\\\.|[^\\[\\\\])*+[\\[\\\\].*");

    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    Place place() {
        return node.place();
    }

    boolean isEmpty() {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    boolean isList() {
        return node instanceof Items;
    }

    boolean isMapping() {
        return node instanceof Entries;
    }

    /** Any single value as it was written, not blank. */
    String text() {
        String text = raw("text");
        if (text.isBlank()) {
            throw mustBe("text");
        }
        return text;
    }

    /** Any single value as it was written; the error does not show it. */
    String hiddenText() {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return scalar.text();
        }
        throw error("must be text");
    }

    boolean flag() {
        String text = raw("true or false");
        boolean word = text.equals("true") || text.equals("false");
        boolean quoted = place().inFile() && node instanceof Scalar scalar && scalar.kind() != Kind.BOOLEAN;
        if (!word || quoted) {
            throw mustBe("true or false");
        }
        return text.equals("true");
    }

    int whole(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        String text = raw(expected);
        if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw mustBe(expected);
        }
        return Integer.parseInt(text);
    }

    /** An amount in US dollars, zero or more. */
    BigDecimal money() {
        String expected = "an amount in US dollars as 2.00, not negative";
        String text = raw(expected);
        if (!MONEY.matcher(text).matches()) {
            throw mustBe(expected);
        }
        return new BigDecimal(text);
    }

    /** Zero or more. */
    Duration duration() {
        return placed("a duration as 90s", Durations::parse);
    }

    /** An amount of bytes, more than zero. */
    long size() {
        long bytes = placed("a size as 512MiB", Sizes::parse);
        if (bytes == 0) {
            throw mustBe("more than zero");
        }
        return bytes;
    }

    private <T> T placed(String expected, Function<String, T> reader) {
        try {
            return reader.apply(raw(expected));
        } catch (CouncilException error) {
            CouncilException placed = error(String.valueOf(error.getMessage()));
            placed.initCause(error);
            throw placed;
        }
    }

    Duration positiveDuration() {
        Duration duration = duration();
        if (duration.isZero()) {
            throw mustBe("more than zero");
        }
        return duration;
    }

    /** One of these words. */
    String choice(List<String> known) {
        String text = text();
        if (!known.contains(text)) {
            throw error(Nearest.unknown("value", text, known));
        }
        return text;
    }

    List<Value> items() {
        if (!(node instanceof Items list)) {
            throw mustBe("a list");
        }
        return IntStream.range(0, list.items().size())
                .mapToObj(i -> new Value(list.items().get(i), path + "[" + i + "]"))
                .toList();
    }

    List<String> texts() {
        return items().stream().map(Value::text).toList();
    }

    /** A list of patterns as in {@code .gitignore}; git would take a broken one for one that matches nothing. */
    List<String> patterns() {
        return items().stream().map(Value::pattern).toList();
    }

    private String pattern() {
        String pattern = text();
        if (BROKEN_PATTERN.matcher(pattern).matches()) {
            throw error(Quoted.of(pattern) + " is no pattern: a bracket is not closed, or the backslash at its end"
                    + " stands before nothing");
        }
        return pattern;
    }

    /** A part of it as a path. */
    Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException error) {
            throw error("this is no path");
        }
    }

    /** A mapping with any keys. */
    Fields fields() {
        if (!(node instanceof Entries entries)) {
            throw mustBe("a mapping of keys to values");
        }
        return new Fields(entries, path);
    }

    /** A mapping with these keys. */
    Fields fields(Collection<String> known) {
        return fields().requireKnown(known);
    }

    /** What is wrong with it. */
    CouncilException error(String problem) {
        return place().error(place().inFile() && !path.isEmpty() ? "'" + path + "': " + problem : problem);
    }

    private CouncilException mustBe(String expected) {
        return error("must be " + expected + ", not " + found());
    }

    private String found() {
        if (node instanceof Scalar scalar) {
            return scalar.kind() == Kind.NULL ? "nothing" : Quoted.of(scalar.text());
        }
        return isList() ? "a list" : "a mapping";
    }

    private String raw(String expected) {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return scalar.text();
        }
        throw mustBe(expected);
    }
}
