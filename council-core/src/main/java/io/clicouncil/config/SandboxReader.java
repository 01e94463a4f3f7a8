package io.clicouncil.config;

import io.clicouncil.process.Network;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.sandbox.SandboxSettings.Mode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code sandbox}, of a run or of an agent. */
final class SandboxReader {
    private static final List<String> KEYS = List.of("mode", "network", "read", "write");
    private static final Pattern HOST =
            Pattern.compile("(?:(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

    private final PlaceReader places;

    SandboxReader(PlaceReader places) {
        this.places = places;
    }

    /**
     * Reads it.
     *
     * @param otherwise what counts where it says nothing
     */
    SandboxSettings read(Value value, SandboxSettings otherwise) {
        Fields sandbox = value.fields(KEYS);
        return new SandboxSettings(
                sandbox.get("mode")
                        .map(mode -> mode.choice(Mode.ids()))
                        .map(id -> Mode.valueOf(id.toUpperCase(Locale.ROOT)))
                        .orElse(otherwise.mode()),
                sandbox.get("network").map(SandboxReader::network).orElse(otherwise.network()),
                sandbox.get("read").map(this::read).orElse(otherwise.read()),
                sandbox.get("write").map(this::read).orElse(otherwise.write()));
    }

    private List<String> read(Value list) {
        return list.items().stream().map(place -> places.read(place).toString()).toList();
    }

    private static Network network(Value value) {
        if (!value.isList()) {
            return value.choice(List.of("full", "none")).equals("full") ? Network.FULL : Network.NONE;
        }
        List<String> hosts = value.items().stream().map(SandboxReader::host).toList();
        return hosts.isEmpty() ? Network.NONE : Network.list(hosts);
    }

    private static String host(Value value) {
        String host = value.text().toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw value.error("must be the name of a host, as api.example.com, *.example.com or localhost:8080");
        }
        return host;
    }
}
