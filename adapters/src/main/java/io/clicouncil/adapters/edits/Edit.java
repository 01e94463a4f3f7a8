package io.clicouncil.adapters.edits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change that an answer asks for. Lines are without their line ends, paths as the answer spells them. */
sealed interface Edit {

    /** The file that it is about, for messages. */
    String path();

    /** A file with all its lines. */
    record Whole(String path, List<String> lines) implements Edit {
        /** Takes copies. */
        public Whole {
            lines = List.copyOf(lines);
        }
    }

    /** Lines that are there once, and what stands in their place afterwards. */
    record Swap(String path, List<String> search, List<String> replace) implements Edit {
        /** Takes copies. */
        public Swap {
            search = List.copyOf(search);
            replace = List.copyOf(replace);
        }
    }

    /**
     * The part of a unified diff that is about one file.
     *
     * @param from the file before, or null where it is new
     * @param to the file afterwards, or null where it is deleted
     * @param executable whether it may be executed afterwards, or null where that stays as it is
     */
    record Patch(
            @Nullable String from,
            @Nullable String to,
            @Nullable Boolean executable,
            List<Hunk> hunks) implements Edit {
        /** Takes copies. */
        public Patch {
            hunks = List.copyOf(hunks);
        }

        @Override
        public String path() {
            return to == null ? String.valueOf(from) : to;
        }
    }
}
