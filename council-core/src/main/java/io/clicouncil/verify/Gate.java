package io.clicouncil.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change is held against.
 *
 * @param base the id of the commit that it changes
 * @param store the folder, which need not be there, that remembers what the checks said of bases
 * @param expect tests that must pass, by name; with it, empty or not, other failures of the base are forgiven. Null where
 *     nothing is
 * @param hidden the absolute folder whose files are laid over the clean room of a change, or null
 * @since 0.1
 */
public record Gate(
        String base,
        Path store,
        @Nullable List<String> expect,
        @Nullable Path hidden) {
    /** Checks the parts and takes a copy. */
    public Gate {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(store, "store");
        expect = expect == null ? null : List.copyOf(expect);
    }

    /** A gate that forgives nothing and hides nothing. */
    public static Gate of(String base, Path store) {
        return new Gate(base, store, null, null);
    }
}
