package io.clicouncil.adapters.edits;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Finds lines in a file by what they say. Lines that are there twice are found nowhere: a guess may ruin the file. */
final class Placement {
    private Placement() {}

    /**
     * The line at which the wanted lines begin, counted from 0. Blanks at the ends of lines are overlooked only where
     * nothing fits without that.
     *
     * @param wanted at least one line
     * @param from the first line at which they may begin
     * @param expected where they should be, or a negative number where nobody says; if they are there, others do not count
     * @param atEnd whether they must be the last lines of the file
     */
    static int find(List<String> file, List<String> wanted, int from, int expected, boolean atEnd) throws EditRefusal {
        List<Integer> places = places(file, wanted, from, atEnd, String::equals);
        if (places.isEmpty()) {
            places = places(
                    file,
                    wanted,
                    from,
                    atEnd,
                    (one, other) -> one.stripTrailing().equals(other.stripTrailing()));
        }
        if (places.isEmpty()) {
            throw new EditRefusal("the lines to change are not in the file");
        }
        if (places.contains(expected)) {
            return expected;
        }
        if (places.size() > 1) {
            throw new EditRefusal("the lines to change are in the file " + places.size() + " times");
        }
        return places.get(0);
    }

    private static List<Integer> places(
            List<String> file, List<String> wanted, int from, boolean atEnd, BiPredicate<String, String> same) {
        int last = file.size() - wanted.size();
        return IntStream.rangeClosed(atEnd ? Math.max(from, last) : from, last)
                .filter(at ->
                        IntStream.range(0, wanted.size()).allMatch(i -> same.test(file.get(at + i), wanted.get(i))))
                .boxed()
                .toList();
    }
}
