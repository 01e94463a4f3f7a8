package io.clicouncil.cli;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.cli.view.AgentsView;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.failure.CouncilException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds the agents of this machine, for a user who has named none. */
final class InstalledAgents {
    private final Engine engine;
    private final CouncilConfig config;
    private final Map<String, String> environment;

    InstalledAgents(Engine engine, CouncilConfig config, Map<String, String> environment) {
        this.engine = engine;
        this.config = config;
        this.environment = environment;
    }

    /** What is installed, and what to type. */
    String advice() {
        List<String> found = new ArrayList<>();
        for (AdapterFactory factory : engine.adapters(config).factories()) {
            if (installed(factory)) {
                found.add(factory.id());
            }
        }
        return found.isEmpty()
                ? "no agent is configured, and none that is known by name was found here. Install one (council agents lists"
                        + " them), or configure any command under 'agents' in council.yml"
                : "no agent is configured. Found here: " + String.join(", ", found) + ". Type: council run -a "
                        + String.join(",", found) + " …, or name agents in council.yml";
    }

    private boolean installed(AdapterFactory factory) {
        Availability found = look(factory).availability();
        return found != null && found.installed();
    }

    /** What is known of an adapter, and whether its program is here; nothing of those that only options make one of. */
    AgentsView.Known look(AdapterFactory factory) {
        try {
            AdapterContext context = new AdapterContext(
                    factory.id(),
                    JsonNodeFactory.instance.objectNode(),
                    config.folder(),
                    environment,
                    engine.commands());
            CLIAdapter adapter = factory.create(context);
            return new AgentsView.Known(factory, adapter.probe().block(), adapter.capabilities());
        } catch (CouncilException needsOptions) {
            return new AgentsView.Known(factory, null, null);
        }
    }
}
