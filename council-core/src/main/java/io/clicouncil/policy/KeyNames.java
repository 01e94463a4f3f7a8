package io.clicouncil.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells by the names of variables whether their values are keys.
 *
 * @since 0.1
 */
public final class KeyNames {
    private static final Pattern PART = Pattern.compile(".*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL).*");
    private static final Pattern WORD = Pattern.compile(
            "(?:.*_)?(?:API)?(?:KEYS?|TOKENS?|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT)(?:_.*)?");

    private KeyNames() {}

    /** Whether the value may be a key: for what does little harm where it is none, such as to leave it out of a text. */
    public static boolean mayBe(String name) {
        return PART.matcher(upper(name)).matches() || is(name);
    }

    /** Whether a word of the name says that the value is a key: for what does harm where it is none. */
    static boolean is(String name) {
        return WORD.matcher(upper(name)).matches();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
