package io.clicouncil.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Picks what a child process may see of our environment: what programs need to run at all, the proxies, and what is
 * asked for by name.
 */
final class ChildEnvironment {
    private static final Set<String> PLAIN =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TZ", "TMPDIR", "JAVA_HOME");
    private static final Set<String> PROXIES =
            Set.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");

    private final Map<String, String> ours;

    /** Picks from this environment. */
    ChildEnvironment(Map<String, String> ours) {
        this.ours = Map.copyOf(ours);
    }

    /** What every child gets, without any key. */
    Map<String, String> base() {
        Map<String, String> child = new HashMap<>();
        ours.forEach((name, value) -> {
            if (passes(name)) {
                child.put(name, value);
            }
        });
        return child;
    }

    /** The same with the variables of these names, where we have them. */
    Map<String, String> with(Collection<String> names) {
        Map<String, String> child = base();
        for (String name : names) {
            String value = ours.get(name);
            if (value != null) {
                child.put(name, value);
            }
        }
        return child;
    }

    private static boolean passes(String name) {
        return PLAIN.contains(name)
                || name.startsWith("LC_")
                || name.startsWith("XDG_")
                || PROXIES.contains(name.toLowerCase(Locale.ROOT));
    }
}
