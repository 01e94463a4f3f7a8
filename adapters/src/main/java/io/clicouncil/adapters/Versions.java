package io.clicouncil.adapters;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Compares versions by the numbers at their beginning. */
final class Versions {
    private static final Pattern NUMBERS = Pattern.compile("^\\D*(\\d+(?:\\.\\d+)*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Versions() {}

    /** Whether one comes before the other; not where one of them has no number. */
    static boolean older(String one, String other) {
        List<BigInteger> mine = numbers(one);
        List<BigInteger> theirs = numbers(other);
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            int order = mine.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return !mine.isEmpty() && theirs.stream().skip(mine.size()).anyMatch(number -> number.signum() > 0);
    }

    private static List<BigInteger> numbers(String version) {
        return NUMBERS.matcher(version)
                .results()
                .flatMap(found -> NUMBER.matcher(found.group(1)).results())
                .map(MatchResult::group)
                .map(BigInteger::new)
                .toList();
    }
}
