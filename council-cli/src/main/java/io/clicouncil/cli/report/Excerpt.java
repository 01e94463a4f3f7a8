package io.clicouncil.cli.report;

import java.util.Objects;

/**
 * A text, or as much of it as there is room for.
 *
 * @param text what is shown
 * @param leftOut how many characters of it are not
 */
record Excerpt(String text, long leftOut) {
    Excerpt {
        Objects.requireNonNull(text, "text");
        if (leftOut < 0) {
            throw new IllegalArgumentException("nothing less than nothing is left out: " + leftOut);
        }
    }

    boolean cut() {
        return leftOut > 0;
    }
}
