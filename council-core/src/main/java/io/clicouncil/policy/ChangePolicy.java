package io.clicouncil.policy;

import java.util.Objects;

/**
 * What a change is held against when it is captured.
 *
 * @param scope how far it may go
 * @param secrets what it may not add
 * @since 0.1
 */
public record ChangePolicy(ScopeRules scope, SecretRules secrets) {
    /** Everything is allowed. */
    public static final ChangePolicy NONE = new ChangePolicy(ScopeRules.NONE, SecretRules.NONE);

    /** Checks the parts. */
    public ChangePolicy {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(secrets, "secrets");
    }

    /** Begins to look at one change. */
    public Review review() {
        return new Review(this);
    }
}
