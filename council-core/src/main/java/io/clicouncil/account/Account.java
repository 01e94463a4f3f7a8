package io.clicouncil.account;

import io.clicouncil.text.Digest;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a provider limits: the use that one key or one sign-in makes of it. Two accounts are the same where their
 * fingerprints are.
 *
 * @param adapter the adapter by which it was first met, for people
 * @param fingerprint 16 hexadecimal digits, from which neither a key nor a setting can be had back
 * @since 0.1
 */
public record Account(String adapter, String fingerprint) {
    private static final int DIGITS = 16;

    /** Checks that both are there. */
    public Account {
        Objects.requireNonNull(adapter, "adapter");
        if (!fingerprint.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IllegalArgumentException("this is no fingerprint of an account");
        }
    }

    /**
     * The account of an agent.
     *
     * @param adapter the agent's adapter
     * @param provider who limits it, in any words that are the same for the same provider
     * @param keys the variables that hold its keys and settings, with their values; empty values count as none. Without
     *     any it is the sign-in that the adapter's program keeps itself
     */
    public static Account of(String adapter, String provider, Map<String, String> keys) {
        String values = new TreeMap<>(keys)
                .entrySet().stream()
                        .filter(key -> !key.getValue().isBlank())
                        .map(key -> key.getKey() + "=" + key.getValue() + "\0")
                        .collect(Collectors.joining());
        return new Account(adapter, fingerprint(provider + "\0" + values));
    }

    static String fingerprint(String text) {
        return Digest.sha256(text).substring(0, DIGITS);
    }
}
