package io.clicouncil.adapters.ollama;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that say what it is about: of identifiers each part, and the whole. */
final class Words {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern PART = Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[\\p{Ll}]+|\\p{Lo}+");
    private static final Pattern NAMED = Pattern.compile("[\\p{L}\\p{N}_.@+-]+(?:/[\\p{L}\\p{N}_.@+-]+)*");
    private static final int SHORTEST = 3;
    private static final Set<String> EVERYWHERE = Set.of(
            "the",
            "and",
            "that",
            "this",
            "with",
            "for",
            "from",
            "not",
            "are",
            "all",
            "add",
            "make",
            "must",
            "should",
            "when",
            "then",
            "into",
            "use",
            "new",
            "has",
            "have",
            "can",
            "but",
            "its",
            "class",
            "file",
            "files",
            "code",
            "test",
            "tests",
            "return",
            "import",
            "public",
            "private",
            "static",
            "void",
            "function",
            "def",
            "let",
            "var",
            "const",
            "string",
            "change",
            "fix",
            "please",
            "there",
            "which",
            "each",
            "one",
            "two",
            "instead",
            "where",
            "only",
            "also");

    private Words() {}

    /** The words in small letters, without those that every text has. */
    static Set<String> of(String text) {
        Set<String> words = new TreeSet<>();
        Matcher identifier = IDENTIFIER.matcher(text);
        while (identifier.find()) {
            add(words, identifier.group());
            Matcher part = PART.matcher(identifier.group());
            while (part.find()) {
                add(words, part.group());
            }
        }
        return words;
    }

    /** What may be the name of a file, in the order of the text. */
    static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAMED.matcher(text);
        while (name.find()) {
            names.add(name.group().replaceAll("^(?:\\./)+|[.+-]+$", ""));
        }
        return names;
    }

    private static void add(Set<String> words, String word) {
        String small = word.toLowerCase(Locale.ROOT);
        if (small.length() >= SHORTEST && !EVERYWHERE.contains(small)) {
            words.add(small);
        }
    }
}
