package io.clicouncil.verify;

/** Numbers of tests in sentences. */
final class HowMany {
    private HowMany() {}

    /** {@code 1 test}, {@code 2 tests}. */
    static String tests(int count) {
        return count == 1 ? "1 test" : count + " tests";
    }

    /** {@code 1 test fails}, {@code 2 tests fail}. */
    static String fail(int count) {
        return tests(count) + (count == 1 ? " fails" : " fail");
    }
}
