package io.clicouncil.policy;

import io.clicouncil.policy.SecretRules.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of key that can be told by its look. The kinds are data: {@code secrets.tsv} beside this class.
 *
 * @param what what it is, for a person
 * @param look how it looks; what is random in it is its last group, where it has one
 */
record SecretPattern(String what, Pattern look) {
    private static final List<SecretPattern> KNOWN = read();

    /** A key is random, and what stands in its place in a manual is not. */
    private static final int FEWEST_CHARACTERS = 8;

    /** All kinds. */
    static List<SecretPattern> known() {
        return KNOWN;
    }

    /** Where a text holds one. */
    List<Found> find(String text) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = look.matcher(text);
        while (matcher.find()) {
            if (!isPlaceholder(matcher.group(matcher.groupCount()))) {
                found.add(new Found(what, matcher.group(), matcher.start()));
            }
        }
        return found;
    }

    private static boolean isPlaceholder(String key) {
        return key.contains("EXAMPLE") || key.chars().distinct().count() < FEWEST_CHARACTERS;
    }

    private static List<SecretPattern> read() {
        try (InputStream in = Objects.requireNonNull(SecretPattern.class.getResourceAsStream("secrets.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .map(row -> new SecretPattern(row[0], Pattern.compile(row[1])))
                    .toList();
        } catch (IOException error) {
            throw new UncheckedIOException("the list of secrets cannot be read", error);
        }
    }
}
