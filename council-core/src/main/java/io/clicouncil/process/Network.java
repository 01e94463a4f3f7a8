package io.clicouncil.process;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;

/**
 * Which hosts a walled command reaches.
 *
 * @param reach how far it reaches
 * @param hosts the names or addresses of the hosts, lower case, {@code *.} before a name for all names below it; they are
 *     reached on ports 443 and 80, or on the one that follows as {@code :port}; an IPv6 address stands in brackets; empty
 *     unless it is a {@link Reach#LIST}
 * @since 0.1
 */
public record Network(Reach reach, List<String> hosts) {
    /** Every host, this machine included. */
    public static final Network FULL = new Network(Reach.FULL, List.of());

    /** No host, not even this machine. */
    public static final Network NONE = new Network(Reach.NONE, List.of());

    /** Checks that exactly a list names hosts, and takes a copy. */
    public Network {
        Objects.requireNonNull(reach, "reach");
        hosts = List.copyOf(hosts);
        if ((reach == Reach.LIST) == hosts.isEmpty()) {
            throw new IllegalArgumentException("a list names hosts, and nothing else does");
        }
    }

    /**
     * How far a command reaches.
     *
     * @since 0.1
     */
    public enum Reach {
        /** Everywhere. */
        FULL,
        /** Nowhere. */
        NONE,
        /** To some hosts, by HTTPS and HTTP through a proxy. */
        LIST
    }

    /** Reads what {@link #json()} gives. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Network of(Object json) {
        if (json instanceof List<?> hosts) {
            return list(hosts.stream().map(String::valueOf).toList());
        }
        return json.equals("none") ? NONE : FULL;
    }

    /** As a configuration spells it: {@code full}, {@code none}, or the hosts. */
    @JsonValue
    public Object json() {
        return switch (reach) {
            case FULL -> "full";
            case NONE -> "none";
            case LIST -> hosts;
        };
    }

    /** These hosts alone. */
    public static Network list(List<String> hosts) {
        return new Network(Reach.LIST, hosts);
    }
}
