package io.clicouncil.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds any of many texts in another. It looks at two neighbouring characters and knows from them how far the next place
 * is at which one of the texts could end its beginning; most of a text it never looks at (the algorithm of Wu and Manber).
 */
final class FormFinder {
    private static final int TABLE = 1 << 15;

    /** No place further than the shortest of the texts can be skipped, less the two characters. */
    private final byte[] skips = new byte[TABLE];

    /** The texts by the last two characters of what is looked at; those of one line by their first two, and first one. */
    private final List<List<String>> byEnd = new ArrayList<>(Collections.nCopies(TABLE, List.of()));

    private final List<List<String>> byStart = new ArrayList<>(Collections.nCopies(TABLE, List.of()));
    private final List<List<String>> byFirst = new ArrayList<>(Collections.nCopies(TABLE, List.of()));
    private final int window;
    private final int longest;

    /** A part of a text that stands at the end of another. */
    record Beginning(String form, int length) {}

    /** Finds these, of which each has some characters. */
    FormFinder(Collection<String> all) {
        // The longest first: a part of it is none of the others.
        List<String> forms = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        longest = forms.isEmpty() ? 0 : forms.get(0).length();
        window = Math.min(
                Byte.MAX_VALUE,
                forms.isEmpty() ? 2 : forms.get(forms.size() - 1).length());
        Arrays.fill(skips, (byte) (window - 1));
        for (String form : forms) {
            for (int at = 1; at < window; at++) {
                int pair = pair(form, at);
                skips[pair] = (byte) Math.min(skips[pair], window - 1 - at);
            }
            add(byEnd, pair(form, window - 1), form);
            if (form.indexOf('\n') < 0) {
                add(byStart, pair(form, 1), form);
                add(byFirst, form.charAt(0) & (TABLE - 1), form);
            }
        }
    }

    /** The text with all of them replaced from a place on, and without what is before that. */
    String replace(String text, int from) {
        StringBuilder clean = null;
        int done = from;
        int at = from + window - 1;
        while (at < text.length() && longest > 0) {
            int skip = skips[pair(text, at)];
            String found = skip == 0 ? found(text, at) : null;
            if (found == null) {
                at += Math.max(1, skip);
            } else {
                int start = at - window + 1;
                clean = (clean == null ? new StringBuilder(text.length()) : clean)
                        .append(text, done, start)
                        .append(Redaction.INSTEAD);
                done = start + found.length();
                at = done + window - 1;
            }
        }
        if (clean == null) {
            return from == 0 ? text : text.substring(from);
        }
        return clean.append(text, done, text.length()).toString();
    }

    /** What of them, those of one line, may have begun at the end of a text, the most first. */
    List<Beginning> beginnings(String text) {
        List<Beginning> found = new ArrayList<>();
        for (int start = Math.max(0, text.length() - longest + 1); start < text.length(); start++) {
            int length = text.length() - start;
            for (String form :
                    length == 1 ? byFirst.get(text.charAt(start) & (TABLE - 1)) : byStart.get(pair(text, start + 1))) {
                if (form.length() > length && text.regionMatches(start, form, 0, length)) {
                    found.add(new Beginning(form, length));
                }
            }
        }
        return found;
    }

    private @Nullable String found(String text, int at) {
        for (String form : byEnd.get(pair(text, at))) {
            if (text.startsWith(form, at - window + 1)) {
                return form;
            }
        }
        return null;
    }

    private static void add(List<List<String>> table, int pair, String form) {
        List<String> more = new ArrayList<>(table.get(pair));
        more.add(form);
        table.set(pair, List.copyOf(more));
    }

    private static int pair(String text, int at) {
        return (text.charAt(at - 1) * 181 + text.charAt(at)) & (TABLE - 1);
    }
}
