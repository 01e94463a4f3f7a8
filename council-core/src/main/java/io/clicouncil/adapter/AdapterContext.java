package io.clicouncil.adapter;

import io.clicouncil.cost.PriceTable;
import io.clicouncil.process.CommandRunner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a factory is given to make an adapter.
 *
 * @param agent the agent's name
 * @param options the agent's entry of {@code council.yml} without what every agent may carry (adapter, model, maxCost,
 *     limits, env, sandbox)
 * @param folder the folder of the file that named the agent: relative executables are looked up
 *     below its counterpart in the workspace
 * @param environment the environment in which executables are looked up and probed, keys included
 * @param commands the door to processes
 * @param model the model that the agent is to use, or null for the agent's own choice
 * @param prices what models cost
 * @param trustRepoConfig whether the agent may follow the repository's own settings for it
 * @since 0.1
 */
public record AdapterContext(
        String agent,
        ObjectNode options,
        Path folder,
        Map<String, String> environment,
        CommandRunner commands,
        @Nullable String model,
        PriceTable prices,
        boolean trustRepoConfig) {

    /** Checks the parts and takes copies. */
    public AdapterContext {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(commands, "commands");
        Objects.requireNonNull(prices, "prices");
        options = options.deepCopy();
        environment = Map.copyOf(environment);
    }

    /** What it is given for an agent without a model, at the prices that come with the council. */
    public AdapterContext(
            String agent, ObjectNode options, Path folder, Map<String, String> environment, CommandRunner commands) {
        this(agent, options, folder, environment, commands, null, PriceTable.bundled(), false);
    }

    /** The option of this name, or a missing node. */
    public JsonNode option(String name) {
        return options.path(name);
    }

    /** Keeps options and environment out of logs. */
    @Override
    public String toString() {
        return "AdapterContext[" + agent + "]";
    }
}
