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
    private static final String ORIGINAL = "COUNCIL_ORIG_";

    private HostEnvironment() {}

    /** A copy of this process's environment with the user's own locale. */
    public static Map<String, String> current() {
        return restored(System.getenv());
    }

    /**
     * An environment with what the launcher set aside put back: {@code COUNCIL_ORIG_LC_ALL} is the user's
     * {@code LC_ALL}, and where the launcher marked it as unset, there is none.
     */
    static Map<String, String> restored(Map<String, String> found) {
        Map<String, String> restored = new HashMap<>(found);
        if (found.containsKey(ORIGINAL + "LOCALE")) {
            restored.remove("LC_ALL");
            restored.remove("LANG");
        }
        found.forEach((name, value) -> {
            if (name.startsWith(ORIGINAL)) {
                restored.remove(name);
                if (!name.equals(ORIGINAL + "LOCALE")) {
                    restored.put(name.substring(ORIGINAL.length()), value);
                }
            }
        });
        return restored;
    }
}
