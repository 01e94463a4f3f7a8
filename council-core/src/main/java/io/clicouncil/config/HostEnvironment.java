package io.clicouncil.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Our own environment, as the user has it. The launcher of the command runs the Java machine in a UTF-8 locale and hands
 * the user's own locale on; here it becomes itself again, so that children see what the user would.
 *
 * @since 0.1
 */
public final class HostEnvironment {
    private static final String LAUNCHED = "COUNCIL_ORIG_LOCALE";
    private static final String ORIGINAL = "COUNCIL_ORIG_LC_ALL";
    private static final String LOCALE = "LC_ALL";

    private HostEnvironment() {}

    /** A copy of this process's environment with the user's own locale. */
    public static Map<String, String> current() {
        return restored(System.getenv());
    }

    /** An environment with what the launcher set aside put back. */
    static Map<String, String> restored(Map<String, String> found) {
        Map<String, String> restored = new HashMap<>(found);
        if (restored.remove(LAUNCHED) != null) {
            restored.remove(LOCALE);
            String own = restored.remove(ORIGINAL);
            if (own != null) {
                restored.put(LOCALE, own);
            }
        }
        return restored;
    }
}
