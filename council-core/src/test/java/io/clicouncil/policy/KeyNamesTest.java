package io.clicouncil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEY",
                "FAKE_API_KEY",
                "FAKE_APIKEY_2",
                "FAKE_TOKENS",
                "SECRET_OF_MINE",
                "DB_PASSWD",
                "GPG_PASSPHRASE",
                "CREDENTIALS",
                "GITHUB_PAT"
            })
    void areKnownByAWord(String name) {
        assertThat(KeyNames.is(name)).isTrue();
        assertThat(KeyNames.is(name.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(KeyNames.mayBe(name)).isTrue();
        assertThat(KeyNames.mayBe(name.toLowerCase(Locale.ROOT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONKEY", "FAKE_KEYBOARD", "MySecret", "dbPassword", "AUTHTOKEN", "myPassphrase"})
    void mayBeThoseOfKeysWhereOneStandsInsideAWord(String name) {
        assertThat(KeyNames.is(name)).isFalse();
        assertThat(KeyNames.mayBe(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PATH", "HOME", "DEPLOY_REGION", "COMPAT_LEVEL"})
    void areOthersOtherwise(String name) {
        assertThat(KeyNames.is(name)).isFalse();
        assertThat(KeyNames.mayBe(name)).isFalse();
    }
}
