package io.clicouncil.sandbox;

import io.clicouncil.policy.KeyNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A copy of a tool's settings in which no keys are: builds need the mirrors and switches that stand there, and agents must
 * not read the passwords beside them. What only may be a key is left out too.
 *
 * @param file the settings
 */
record KeylessCopy(Path file) {
    private static final Pattern USER = Pattern.compile("(?<=://)[^/@\\s]*@");
    private static final Pattern OTHER_WORDS = Pattern.compile("(?i)auth|pwd");

    /** A line, with those that it goes on in. */
    private static final Pattern LINE = Pattern.compile("(?:.*\\\\\\R)*.*(?:\\R|$)");

    private static final Pattern UNSEEN = Pattern.compile("(?s)<!--.*?-->|<servers>.*?</servers>");
    private static final Pattern ELEMENT = Pattern.compile("<([\\w.-]+)>[^<]*</\\1>");

    /** Writes it there. Nothing where there are no such settings, or they cannot be read as a text. */
    Optional<Path> in(Path copy) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            Files.createDirectories(copy.resolveSibling(".").normalize());
            Files.writeString(copy, USER.matcher(withoutKeys(text)).replaceAll(""));
            return Optional.of(copy);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private String withoutKeys(String text) {
        if (file.toString().endsWith(".xml")) {
            String seen = UNSEEN.matcher(text).replaceAll("");
            return ELEMENT.matcher(seen).replaceAll(element -> isKey(element.group(1)) ? "" : "$0");
        }
        return LINE.matcher(text)
                .results()
                .map(line -> line.group())
                .filter(line -> line.lines().noneMatch(KeylessCopy::isKey))
                .collect(Collectors.joining());
    }

    private static boolean isKey(String name) {
        return KeyNames.mayBe(name) || OTHER_WORDS.matcher(name).find();
    }
}
