package io.clicouncil.process;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A place that a walled command sees. What comes later lies over what comes before.
 *
 * @param kind what it may do there
 * @param source what it sees there, absolute; for {@link Kind#EMPTY} the target itself
 * @param target where it sees it, absolute
 * @since 0.1
 */
public record Mount(Kind kind, Path source, Path target) {
    /** Checks that both are absolute. */
    public Mount {
        Objects.requireNonNull(kind, "kind");
        if (!source.isAbsolute() || !target.isAbsolute()) {
            throw new IllegalArgumentException("a mount has absolute places: " + source + ", " + target);
        }
    }

    /**
     * What a command may do in a place.
     *
     * @since 0.1
     */
    public enum Kind {
        /** See it. Left out where there is no such file. */
        READ,
        /** See and change it. Left out where there is no such file. */
        WRITE,
        /** See what is there, if anything, and seem to change it: what it writes is kept with its layers alone. */
        LAYER,
        /** See a folder that is empty at first, whatever is there for others: it too is kept with its layers. */
        EMPTY
    }

    /** A place to see, where it is. */
    public static Mount read(Path place) {
        return new Mount(Kind.READ, place, place);
    }

    /** A place to change, where it is. */
    public static Mount write(Path place) {
        return new Mount(Kind.WRITE, place, place);
    }

    /** A place to seem to change, where it is. */
    public static Mount layer(Path place) {
        return new Mount(Kind.LAYER, place, place);
    }

    /** A place to find empty. */
    public static Mount empty(Path place) {
        return new Mount(Kind.EMPTY, place, place);
    }
}
