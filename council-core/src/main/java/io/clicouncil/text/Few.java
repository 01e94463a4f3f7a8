package io.clicouncil.text;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Long lists in sentences.
 *
 * @since 0.1
 */
public final class Few {
    private static final int MOST = 5;

    private Few() {}

    /** The first five, and how many more there are. */
    public static String of(Collection<String> all) {
        String first = all.stream().limit(MOST).collect(Collectors.joining(", "));
        return all.size() <= MOST ? first : first + " and " + (all.size() - MOST) + " more";
    }
}
