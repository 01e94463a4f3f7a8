package io.clicouncil.adapters;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a CLI goes on with a session of its own, where its command line names it.
 *
 * @param unknown what it says where it does not know the session, or null
 * @param cumulative whether its tokens and its price are those of the whole session
 */
record Resumption(@Nullable Pattern unknown, boolean cumulative) {
    private static final Resumption PLAIN = new Resumption(null, false);

    /** Reads it from a manifest. */
    static Resumption of(Fields manifest) {
        return manifest.within("resume", "unknown", "cumulative")
                .map(fields -> new Resumption(fields.pattern("unknown"), fields.flag("cumulative")))
                .orElse(PLAIN);
    }
}
