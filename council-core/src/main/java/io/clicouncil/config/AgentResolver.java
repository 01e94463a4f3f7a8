package io.clicouncil.config;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Judge;
import io.clicouncil.text.Nearest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the agents of a configuration: looks up their adapters, and has them made.
 *
 * @since 0.1
 */
public final class AgentResolver {
    private final AdapterCatalog adapters;
    private final Map<String, String> environment;
    private final CommandRunner commands;

    /**
     * A resolver that knows these adapters.
     *
     * @param adapters the adapters known
     * @param environment where executables and the variables that agents are passed are looked up
     * @param commands the door to processes, handed on to the adapters
     */
    public AgentResolver(AdapterCatalog adapters, Map<String, String> environment, CommandRunner commands) {
        this.adapters = Objects.requireNonNull(adapters, "adapters");
        this.environment = Map.copyOf(environment);
        this.commands = Objects.requireNonNull(commands, "commands");
    }

    /**
     * The agents that a configuration selects, in the order of the selection, else all that it names, in its order. A
     * selected name that no agent has may be that of an adapter: it stands for an agent of that name with the adapter's
     * defaults.
     *
     * @return the agents; none where nothing is selected and nothing configured
     * @throws CouncilException where a selected name is neither, a configured agent (selected or not) has no adapter that
     *     is known, or an adapter refuses its options, naming where the agent stands
     */
    public List<Agent> resolve(CouncilConfig config) {
        config.agents().forEach(this::requireAdapter);
        return config.selection().isEmpty()
                ? config.agents().stream().map(agent -> make(agent, config)).toList()
                : config.selection().stream()
                        .map(name -> make(named(name, config), config))
                        .toList();
    }

    /**
     * The judge of a configuration, found by its name as a selected agent is.
     *
     * @return the judge, or null where none is configured
     * @throws CouncilException where there is no such agent, naming where it stands
     */
    public @Nullable Judge judge(CouncilConfig config) {
        JudgeSettings settings = config.judge();
        if (settings == null) {
            return null;
        }
        try {
            ConfiguredAgent agent = named(settings.agent(), config);
            requireAdapter(agent);
            return new Judge(make(agent, config), settings.band());
        } catch (CouncilException error) {
            throw new CouncilException(error.reason(), settings.place() + ": 'judge': " + error.getMessage(), error);
        }
    }

    private static PriceTable pricesOf(CouncilConfig config) {
        return PriceTable.bundled().with(config.prices());
    }

    private ConfiguredAgent named(String name, CouncilConfig config) {
        return config.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseGet(() -> byAdapter(name, config));
    }

    private void requireAdapter(ConfiguredAgent agent) {
        if (adapters.find(agent.adapterId()) != null) {
            return;
        }
        String problem = agent.adapter() == null
                ? "agent '" + agent.name() + "' names no 'adapter', and none is called so; known: "
                        + String.join(", ", adapters.ids())
                : "agent '" + agent.name() + "': " + Nearest.unknown("adapter", agent.adapter(), adapters.ids());
        throw CouncilException.usage(agent.place() + ": " + problem);
    }

    private ConfiguredAgent byAdapter(String name, CouncilConfig config) {
        if (adapters.find(name) == null) {
            throw unknown(name, config.agents());
        }
        Agent.requireName(name);
        return new ConfiguredAgent(
                name,
                name,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                config.folder(),
                "");
    }

    private CouncilException unknown(String name, List<ConfiguredAgent> agents) {
        Set<String> known = new LinkedHashSet<>();
        agents.forEach(agent -> known.add(agent.name()));
        known.addAll(adapters.ids());
        String message = Nearest.unknown("agent", name, known);
        return CouncilException.usage(
                Nearest.to(name, known).isPresent() ? message + " Known: " + String.join(", ", known) : message);
    }

    private Agent make(ConfiguredAgent agent, CouncilConfig config) {
        AdapterFactory factory = Objects.requireNonNull(adapters.find(agent.adapterId()), "required before");
        return new Agent(
                agent.name(),
                adapter(factory, agent, config),
                agent.model(),
                agent.maxCost(),
                environmentOf(agent),
                agent.limits(),
                agent.retry(),
                agent.sandbox());
    }

    private CLIAdapter adapter(AdapterFactory factory, ConfiguredAgent agent, CouncilConfig config) {
        try {
            return factory.create(new AdapterContext(
                    agent.name(),
                    agent.options(),
                    agent.folder(),
                    environment,
                    commands,
                    agent.model(),
                    pricesOf(config),
                    config.trustRepoConfig()));
        } catch (CouncilException error) {
            throw agent.place().isEmpty()
                    ? error
                    : new CouncilException(error.reason(), agent.place() + ": " + error.getMessage(), error);
        }
    }

    private Map<String, String> environmentOf(ConfiguredAgent agent) {
        Map<String, String> variables = new HashMap<>();
        for (String name : agent.pass()) {
            String value = environment.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(agent.set());
        return variables;
    }
}
