package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaseResultTest {
    @Test
    void saysWhatExpectWouldDo() {
        assertThat(advice(CheckStatus.FAILED, null, "a.B"))
                .isEqualTo("a change must turn it green; with 'expect', only the tests named there must pass, and other"
                        + " failures of the base are forgiven");
    }

    @Test
    void saysWhatExpectDoes() {
        assertThat(advice(CheckStatus.FAILED, List.of("a.B"), "a.B", "a.C"))
                .isEqualTo("'expect' asks for a.B, the others are forgiven");
        assertThat(advice(CheckStatus.FAILED, List.of(), "a.B"))
                .isEqualTo("'expect' names no test, so they are forgiven");
    }

    @Test
    void promisesNothingWhereNoTestIsNamed() {
        assertThat(advice(CheckStatus.FAILED, List.of("a.B")))
                .isEqualTo(
                        "a change must turn it green; no report names a failing test, so there is nothing that 'expect'"
                                + " could forgive");
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMED_OUT", "ERROR"})
    void saysThatACheckWhichCannotRunMustBeMended(CheckStatus status) {
        assertThat(advice(status, null)).isEqualTo("no change passes it that does not mend that");
    }

    @Test
    void saysNothingOfAGreenBase() {
        assertThat(advice(CheckStatus.PASSED, null)).isEmpty();
    }

    private static String advice(CheckStatus status, @Nullable List<String> expect, String... failing) {
        CheckResult check = new CheckResult("tests", status, true, 1, List.of(), Duration.ZERO, "");
        return new BaseResult(check, List.of(failing)).advice(expect);
    }
}
