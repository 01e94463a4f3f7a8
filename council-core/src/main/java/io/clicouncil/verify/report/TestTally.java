package io.clicouncil.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts tests as they are read, and bounds what is kept of them. */
final class TestTally {
    private static final int LONGEST_NAME = 300;

    private final SortedMap<String, TestOutcome> tests = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int seen;
    private int ran;

    void add(String className, String name, TestOutcome outcome) {
        seen++;
        tests.merge(fullName(className, name), outcome, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        if (outcome != TestOutcome.SKIPPED) {
            ran++;
        }
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    /** How many tests it has been told of. */
    int seen() {
        return seen;
    }

    TestReport report() {
        return new TestReport(tests, ran, problems);
    }

    private static String fullName(String className, String name) {
        String joined = className.isBlank() || name.isBlank() ? className + name : className + "." + name;
        return bounded(joined.isBlank() ? "(unnamed)" : joined);
    }

    /** Names are shown in terminals, so they hold nothing that steers one. */
    private static String bounded(String name) {
        String plain = TestNames.withoutEmptyArguments(name.strip()).replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }
}
