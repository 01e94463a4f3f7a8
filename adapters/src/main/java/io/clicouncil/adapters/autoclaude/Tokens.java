package io.clicouncil.adapters.autoclaude;

import io.clicouncil.cost.Billing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens with which Auto-Claude signs in. An API key is not among them: it refuses to use one. */
final class Tokens {
    static final String SUBSCRIPTION = "CLAUDE_CODE_OAUTH_TOKEN";
    static final String METERED = "ANTHROPIC_AUTH_TOKEN";
    static final List<String> NAMES = List.of(SUBSCRIPTION, METERED);

    private Tokens() {}

    /** Whether an environment has one. */
    static boolean in(Map<String, String> environment) {
        return NAMES.stream().anyMatch(name -> isSet(environment, name));
    }

    /** Who pays how: it takes the first of the two that it finds. Null where neither is there. */
    static @Nullable Billing billing(Map<String, String> environment) {
        if (isSet(environment, SUBSCRIPTION)) {
            return Billing.SUBSCRIPTION;
        }
        return isSet(environment, METERED) ? Billing.METERED : null;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
