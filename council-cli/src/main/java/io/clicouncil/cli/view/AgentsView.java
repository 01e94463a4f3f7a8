package io.clicouncil.cli.view;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.json.Json;
import io.clicouncil.task.Agent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The agents and the adapters, for people and as a document. */
public final class AgentsView {
    private final List<Found> agents;
    private final List<Known> adapters;

    /**
     * An agent and whether it can be used here.
     *
     * @param agent the agent
     * @param availability what a probe found
     */
    public record Found(Agent agent, Availability availability) {}

    /**
     * An adapter and whether its program is here.
     *
     * @param factory the adapter
     * @param availability what a probe found, or null where an agent's options say what to look for
     * @param capabilities what it can do, or null as above
     */
    public record Known(
            AdapterFactory factory,
            @Nullable Availability availability,
            @Nullable Capabilities capabilities) {}

    /** A view of these. */
    public AgentsView(List<Found> agents, List<Known> adapters) {
        this.agents = List.copyOf(agents);
        this.adapters = List.copyOf(adapters);
    }

    /** The lines to print. */
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        if (agents.isEmpty()) {
            lines.add("No agent is configured: name one in council.yml, or an adapter by -a.");
        } else {
            Table table = new Table();
            table.row("AGENT", "ADAPTER", "MODEL", "FOUND", "SIGNED IN", "PRICE");
            agents.forEach(found -> row(table, found));
            lines.addAll(headed(table, style));
        }
        lines.add("");
        Table known = new Table();
        known.row("ADAPTER", "HERE", "AT LEAST", "TRIED WITH", "SIGNED IN", "PRICE", "DRIVES");
        adapters.forEach(adapter -> row(known, adapter));
        lines.addAll(headed(known, style));
        return lines;
    }

    private static void row(Table table, Found found) {
        table.row(
                found.agent().name(),
                found.agent().adapter().id(),
                found.agent().model() == null ? "-" : found.agent().model(),
                Words.found(found.availability()),
                signedIn(found.availability()),
                price(found.agent().adapter().capabilities()));
    }

    private static void row(Table table, Known known) {
        AdapterProfile profile = known.factory().profile();
        table.row(
                known.factory().id(),
                here(known.availability()),
                profile == null || profile.minimumVersion() == null ? "-" : profile.minimumVersion(),
                tried(profile),
                signedIn(known.availability()),
                price(known.capabilities()),
                known.factory().description());
    }

    private static String here(@Nullable Availability availability) {
        if (availability == null) {
            return "-";
        }
        String version = availability.version();
        return availability.installed() ? (version == null ? "yes" : version) : "no";
    }

    private static String tried(@Nullable AdapterProfile profile) {
        if (profile == null) {
            return "-";
        }
        return profile.triedVersion() == null ? "untried" : profile.triedVersion();
    }

    private static String signedIn(@Nullable Availability availability) {
        if (availability == null || !availability.installed()) {
            return "-";
        }
        Boolean known = availability.signedIn();
        return known == null ? "not known" : known ? "yes" : "no";
    }

    /** How its cost is known. */
    private static String price(@Nullable Capabilities can) {
        if (can == null) {
            return "-";
        }
        if (can.reportsCost()) {
            return "named by it";
        }
        return can.reportsUsage() ? "by its tokens" : "not known";
    }

    private static List<String> headed(Table table, Style style) {
        List<String> lines = new ArrayList<>(table.lines());
        lines.set(0, style.bold(lines.get(0)));
        return lines;
    }

    /** The document {@code council.agents/1}. */
    public ObjectNode document() {
        ObjectNode document = Json.object("council.agents/1");
        ArrayNode configured = document.putArray("agents");
        for (Found found : agents) {
            ObjectNode agent = configured.addObject();
            agent.put("name", found.agent().name());
            agent.put("adapter", found.agent().adapter().id());
            agent.put("model", found.agent().model());
            agent.set("availability", Json.tree(found.availability()));
            agent.set("capabilities", Json.tree(found.agent().adapter().capabilities()));
        }
        ArrayNode known = document.putArray("adapters");
        for (Known adapter : adapters) {
            AdapterProfile profile = adapter.factory().profile();
            ObjectNode entry = known.addObject();
            entry.put("id", adapter.factory().id());
            entry.put("description", adapter.factory().description());
            entry.put("triedVersion", profile == null ? null : profile.triedVersion());
            entry.put("minimumVersion", profile == null ? null : profile.minimumVersion());
            entry.put("manifest", profile != null && profile.manifest() != null);
            entry.set("availability", adapter.availability() == null ? null : Json.tree(adapter.availability()));
            entry.set("capabilities", adapter.capabilities() == null ? null : Json.tree(adapter.capabilities()));
        }
        return document;
    }
}
