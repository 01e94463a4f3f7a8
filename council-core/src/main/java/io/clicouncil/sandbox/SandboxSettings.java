package io.clicouncil.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import io.clicouncil.process.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How commands are walled in.
 *
 * @param mode whether they are
 * @param network which hosts they reach
 * @param read further absolute places that they see
 * @param write further absolute places that they may change
 * @since 0.1
 */
public record SandboxSettings(Mode mode, Network network, List<String> read, List<String> write) {
    /** Walls where there can be some, and every host. */
    public static final SandboxSettings DEFAULT = new SandboxSettings(Mode.AUTO, Network.FULL, List.of(), List.of());

    /** No walls. */
    public static final SandboxSettings OFF = new SandboxSettings(Mode.NONE, Network.FULL, List.of(), List.of());

    /** Checks the parts and takes copies. */
    public SandboxSettings {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(network, "network");
        read = List.copyOf(read);
        write = List.copyOf(write);
        if (!Stream.concat(read.stream(), write.stream()).allMatch(place -> place.startsWith("/"))) {
            throw new IllegalArgumentException("places are absolute: " + read + ", " + write);
        }
    }

    /**
     * Whether commands are walled in.
     *
     * @since 0.1
     */
    public enum Mode {
        /** Where this system can do it; otherwise they run without, and the result says so. */
        AUTO,
        /** Always; where this system cannot, nothing runs. */
        REQUIRED,
        /** Never. */
        NONE;

        /** The words for all of them. */
        public static List<String> ids() {
            return Arrays.stream(values()).map(Mode::id).toList();
        }

        /** The word for it in JSON and in a configuration. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
