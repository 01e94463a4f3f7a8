package io.clicouncil.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody meant who wrote a word that is not known: a key, an option, an agent.
 *
 * @since 0.1
 */
public final class Nearest {
    /** Longer words are no slips of the pen, and comparing them takes time. */
    private static final int LONGEST = 60;

    /** One slip for every three letters, and one in any case. */
    private static final int LETTERS_PER_SLIP = 3;

    private Nearest() {}

    /**
     * The known word that is nearest, by letters left out, added, changed or swapped; case, {@code -} and {@code _} do not
     * count.
     *
     * @return nothing where none is near: every third letter may be wrong, and one of a shorter word
     */
    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(word);
        int allowed = Math.max(1, plain.length() / LETTERS_PER_SLIP);
        String nearest = null;
        for (String candidate : known) {
            int distance = distance(plain, plain(candidate));
            if (distance <= allowed && distance < Math.max(plain.length(), 1)) {
                allowed = distance - 1;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * A message about a word that is not known: {@code unknown key 'agnets' - did you mean 'agents'?}, or all that is
     * known where nothing is near.
     *
     * @param what what the word should be the name of
     */
    public static String unknown(String what, String word, Collection<String> known) {
        String message = "unknown " + what + " " + Quoted.of(word);
        return to(word, known)
                .map(nearest -> message + " - did you mean '" + nearest + "'?")
                .orElseGet(() -> known.isEmpty() ? message : message + "; known: " + String.join(", ", known));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** The number of slips between two words, where a slip never touches the same letter twice. */
    private static int distance(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, a, b, i, j);
            }
        }
        return slips[a.length()][b.length()];
    }

    private static int fewest(int[][] slips, String a, String b, int i, int j) {
        int changed = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(changed, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
    }
}
