package io.clicouncil.adapters.words;

import io.clicouncil.failure.Failure;
import io.clicouncil.policy.KeyNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of secret variables out of what an agent says. A variable counts as secret by its name, and only if
 * its value is long enough not to be an ordinary word. The files of an attempt keep what was printed.
 *
 * @since 0.1
 */
public final class Secrets {
    private static final int SHORTEST = 8;
    private static final String INSTEAD = "[secret]";

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** The secrets of an environment. */
    public static Secrets of(Map<String, String> environment) {
        return new Secrets(environment.entrySet().stream()
                .filter(entry -> KeyNames.mayBe(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST)
                // The longest first, lest a part of it is taken out before.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without them. */
    public String out(String text) {
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, INSTEAD);
        }
        return clean;
    }

    /** The failure without them, or null where there is none. */
    public @Nullable Failure outOf(@Nullable Failure failure) {
        return failure == null
                ? null
                : new Failure(failure.kind(), out(failure.message()), failure.transientFailure(), failure.retryAfter());
    }

    /** The text without them, or null where there is none. */
    public @Nullable String outOf(@Nullable String text) {
        return text == null ? null : out(text);
    }
}
