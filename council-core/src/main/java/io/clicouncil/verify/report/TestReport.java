package io.clicouncil.verify.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What single tests said in one run of a check.
 *
 * @param tests how each test ended, by its name {@code class.method}; where a name was reported more than once, the worst of
 *     its outcomes
 * @param ran how many tests ran: passed or failed, each time that a name was reported
 * @param problems what could not be read, a sentence each; what follows from the tests is not to be trusted then
 * @since 0.1
 */
public record TestReport(SortedMap<String, TestOutcome> tests, int ran, List<String> problems) {
    /** No test at all. */
    public static final TestReport NONE = new TestReport(new TreeMap<>(), 0, List.of());

    /** Checks the count and takes copies. */
    public TestReport {
        tests = Collections.unmodifiableSortedMap(new TreeMap<>(tests));
        problems = List.copyOf(problems);
        if (ran < 0) {
            throw new IllegalArgumentException("a number of tests is not negative: " + ran);
        }
    }

    /** The names of all tests. */
    public Set<String> names() {
        return tests.keySet();
    }

    /** The names of the tests that ended like this. */
    public SortedSet<String> named(TestOutcome outcome) {
        SortedSet<String> names = new TreeSet<>();
        for (Map.Entry<String, TestOutcome> test : tests.entrySet()) {
            if (test.getValue() == outcome) {
                names.add(test.getKey());
            }
        }
        return names;
    }

    /** Whether it can be trusted. */
    public boolean readable() {
        return problems.isEmpty();
    }
}
