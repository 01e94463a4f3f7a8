package io.clicouncil.account;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its attempts are counted: the same name, adapter, model and account. With a new key it is another one, whose
 * failures begin at zero.
 *
 * @param agent its name
 * @param adapter its adapter
 * @param model its model, or null for its own choice
 * @param account what it draws on
 * @since 0.1
 */
public record Member(String agent, String adapter, @Nullable String model, Account account) {
    /** Checks that all is there but the model. */
    public Member {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(account, "account");
    }

    /** What tells it from all others. */
    String key() {
        return Account.fingerprint(String.join("\0", agent, adapter, String.valueOf(model), account.fingerprint()));
    }
}
