package io.clicouncil.cli.view;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.json.Json;
import io.clicouncil.task.Agent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The agents and the adapters, for people and as a document. */
public final class AgentsView {
    private final List<Found> agents;
    private final List<AdapterFactory> adapters;

    /**
     * An agent and whether it can be used here.
     *
     * @param agent the agent
     * @param availability what a probe found
     */
    public record Found(Agent agent, Availability availability) {}

    /** A view of these. */
    public AgentsView(List<Found> agents, List<AdapterFactory> adapters) {
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
            table.row("AGENT", "ADAPTER", "MODEL", "FOUND", "PRICE", "TOKENS");
            agents.forEach(found -> row(table, found));
            lines.addAll(headed(table, style));
        }
        lines.add("");
        Table known = new Table();
        known.row("ADAPTER", "DRIVES");
        adapters.forEach(adapter -> known.row(adapter.id(), adapter.description()));
        lines.addAll(headed(known, style));
        return lines;
    }

    private static void row(Table table, Found found) {
        Capabilities can = found.agent().adapter().capabilities();
        table.row(
                found.agent().name(),
                found.agent().adapter().id(),
                found.agent().model() == null ? "-" : found.agent().model(),
                Words.found(found.availability()),
                can.reportsCost() ? "named by it" : "-",
                can.reportsUsage() ? "counted by it" : "-");
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
        for (AdapterFactory adapter : adapters) {
            known.addObject().put("id", adapter.id()).put("description", adapter.description());
        }
        return document;
    }
}
