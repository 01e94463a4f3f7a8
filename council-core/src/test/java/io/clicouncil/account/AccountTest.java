package io.clicouncil.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Account SIGN_IN = Account.of("codex", "codex", Map.of());

    @Test
    void isTheSameForAgentsWithTheSameKey() {
        assertThat(Account.of("codex", "codex", Map.of("FAKE_KEY", "fake-key-1")))
                .isEqualTo(Account.of("codex", "codex", Map.of("FAKE_KEY", "fake-key-1")))
                .isNotEqualTo(Account.of("codex", "codex", Map.of("FAKE_KEY", "fake-key-2")))
                .isNotEqualTo(Account.of("codex", "codex", Map.of("OTHER_KEY", "fake-key-1")))
                .isNotEqualTo(SIGN_IN);
    }

    @Test
    void isTheSignInWhereNoKeyIsSet() {
        assertThat(Account.of("codex", "codex", Map.of("FAKE_KEY", " "))).isEqualTo(SIGN_IN);
        assertThat(Account.of("codex", "another", Map.of())).isNotEqualTo(SIGN_IN);
    }

    @Test
    void showsNothingOfAKey() {
        Account account = Account.of("codex", "codex", Map.of("FAKE_KEY", "fake-key-1"));

        assertThat(account.fingerprint()).hasSize(16).matches("[0-9a-f]+");
        assertThat(account.toString()).doesNotContain("fake-key-1", "FAKE_KEY");
    }

    @Test
    void refusesWhatIsNoFingerprint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Account("codex", "fake-key-1"))
                .withMessage("this is no fingerprint of an account");
    }
}
