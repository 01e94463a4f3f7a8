package io.clicouncil.adapters.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(strings = {"SOME_API_KEY", "some_token", "MySecret", "DB_PASSWORD", "PASSWD_2", "CREDENTIALS"})
    void areKnownByTheirNames(String name) {
        assertThat(Secrets.of(Map.of(name, "not-a-real-one")).out("it says not-a-real-one, twice: not-a-real-one"))
                .isEqualTo("it says [secret], twice: [secret]");
    }

    @Test
    void areNoOtherVariablesAndNoWords() {
        Secrets secrets = Secrets.of(Map.of("HOME", "/home/somebody", "SORT_KEY", "by-name"));

        assertThat(secrets.out("by-name in /home/somebody")).isEqualTo("by-name in /home/somebody");
    }

    @Test
    void thatAreTheBeginningOfOthersLeaveNoRest() {
        Secrets secrets = Secrets.of(Map.of("A_KEY", "not-a-real-one", "B_KEY", "not-a-real-one-but-longer"));

        assertThat(secrets.out("not-a-real-one-but-longer, not-a-real-one")).isEqualTo("[secret], [secret]");
    }

    @Test
    void areTakenOutOfFailuresWhichStayTheSameOtherwise() {
        Secrets secrets = Secrets.of(Map.of("A_KEY", "not-a-real-one"));
        Failure failure = new Failure(FailureKind.CRASHED, "not-a-real-one is refused", true, Duration.ofSeconds(7));

        assertThat(secrets.outOf(failure))
                .isEqualTo(new Failure(FailureKind.CRASHED, "[secret] is refused", true, Duration.ofSeconds(7)));
        assertThat(secrets.outOf((Failure) null)).isNull();
        assertThat(secrets.outOf((String) null)).isNull();
    }
}
