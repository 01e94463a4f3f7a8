package io.clicouncil.config;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.task.RetryPolicy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent as it is configured, before its adapter is looked up.
 *
 * @param name its name
 * @param adapter the name of its adapter, or null for the one that is called as the agent is
 * @param model the model to use, or null for the agent's own choice
 * @param maxCost the most that an attempt may cost in US dollars, or null for no limit
 * @param pass the names of variables of our environment that it gets
 * @param set variables that it gets with these values
 * @param limits what one attempt may use, or null for the run's limits
 * @param retry how its failed attempts are made again, or null for the run's policy
 * @param sandbox how it is walled in, or null for the run's walls
 * @param options what is left for its adapter
 * @param folder the folder of the file that names it, the highest where there are several
 * @param place where it is named, {@code council.yml:4}
 * @since 0.1
 */
public record ConfiguredAgent(
        String name,
        @Nullable String adapter,
        @Nullable String model,
        @Nullable BigDecimal maxCost,
        List<String> pass,
        Map<String, String> set,
        @Nullable CommandLimits limits,
        @Nullable RetryPolicy retry,
        @Nullable SandboxSettings sandbox,
        ObjectNode options,
        Path folder,
        String place) {

    /** Checks the parts and takes copies. */
    public ConfiguredAgent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(place, "place");
        pass = List.copyOf(pass);
        set = Map.copyOf(set);
        options = options.deepCopy();
    }

    /** The name of its adapter, given or its own. */
    public String adapterId() {
        return adapter == null ? name : adapter;
    }

    /** Keeps options and environment out of logs. */
    @Override
    public String toString() {
        return "ConfiguredAgent[" + name + ", " + adapterId() + ", " + place + "]";
    }
}
