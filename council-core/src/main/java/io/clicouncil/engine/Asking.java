package io.clicouncil.engine;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a cascade has come.
 *
 * @param asked the agents that were asked, in this order
 * @param pending whether the question whom to ask next is put and not answered
 * @param impatient whether the latest has taken so long that the next is to start beside it
 */
record Asking(List<String> asked, boolean pending, boolean impatient) {
    static final Asking NOBODY = new Asking(List.of(), false, false);

    Asking {
        asked = List.copyOf(asked);
    }

    /** Who was asked last, or null. */
    @Nullable
    String latest() {
        return asked.isEmpty() ? null : asked.get(asked.size() - 1);
    }

    Asking wondering() {
        return new Asking(asked, true, false);
    }

    Asking answered(@Nullable String next) {
        return new Asking(Stream.concat(asked.stream(), Stream.ofNullable(next)).toList(), false, false);
    }

    Asking hurried() {
        return new Asking(asked, pending, true);
    }
}
