package io.clicouncil.verify;

import java.util.Collection;
import java.util.stream.Collectors;

/** Puts names of tests into sentences. */
final class Names {
    private static final int MOST = 5;

    private Names() {}

    /** The first few, and how many more there are. */
    static String some(Collection<String> names) {
        String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }

    /** {@code 1 test}, {@code 2 tests}. */
    static String tests(int count) {
        return count == 1 ? "1 test" : count + " tests";
    }

    /** {@code 1 test fails}, {@code 2 tests fail}. */
    static String fail(int count) {
        return tests(count) + (count == 1 ? " fails" : " fail");
    }
}
