package io.clicouncil.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * What all checks said of one change.
 *
 * @param checks their results, in the order of the task
 * @since 0.1
 */
public record Verification(List<CheckResult> checks) {
    /** Takes a copy. */
    public Verification {
        checks = List.copyOf(checks);
    }

    /** Whether every required check passes. */
    @JsonIgnore
    public boolean passed() {
        return checks.stream().allMatch(CheckResult::passes);
    }

    /** The first required check that does not pass. */
    @JsonIgnore
    public Optional<CheckResult> firstFailure() {
        return checks.stream().filter(check -> !check.passes()).findFirst();
    }

    /** Whether a check that passes did not pass at once. */
    @JsonIgnore
    public boolean flaky() {
        return checks.stream().anyMatch(check -> check.required() && check.status() == CheckStatus.FLAKY);
    }
}
