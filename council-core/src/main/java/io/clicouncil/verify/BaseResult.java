package io.clicouncil.verify;

import io.clicouncil.text.Few;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check says of the base.
 *
 * @param check what it said
 * @param failing the tests that fail there, sorted, where single tests are known by name
 * @since 0.1
 */
public record BaseResult(CheckResult check, List<String> failing) {
    /** Checks the parts and takes a copy. */
    public BaseResult {
        Objects.requireNonNull(check, "check");
        failing = List.copyOf(failing);
    }

    /**
     * What a base that is not green means for a change, and what {@code expect} does about it, in words; empty where it is
     * green.
     *
     * @param expect the tests that must pass, or null where nothing is said of them
     */
    public String advice(@Nullable List<String> expect) {
        return switch (check.status()) {
            case PASSED, FLAKY, SKIPPED -> "";
            case FAILED -> failed(expect);
            case TIMED_OUT, ERROR -> "no change passes it that does not mend that";
        };
    }

    private String failed(@Nullable List<String> expect) {
        if (failing.isEmpty()) {
            return "a change must turn it green; no report names a failing test, so there is nothing that 'expect' could"
                    + " forgive";
        }
        if (expect == null) {
            return "a change must turn it green; with 'expect', only the tests named there must pass, and other failures"
                    + " of the base are forgiven";
        }
        return expect.isEmpty()
                ? "'expect' names no test, so they are forgiven"
                : "'expect' asks for " + Few.of(expect) + ", the others are forgiven";
    }
}
