package io.clicouncil.task;

import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named member of the council: an adapter with a model, an environment and limits of its own.
 *
 * @param name its name: {@code [a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*}, at most 40 characters, not ending in {@code .lock}
 * @param adapter what drives it
 * @param model the model to use, or null for the agent's own choice
 * @param maxCost the most that an attempt may cost in US dollars, or null for no limit
 * @param environment variables that it gets on top of what every agent gets and its adapter names
 * @param limits what one attempt may use, or null for the run's limits
 * @param retry how its failed attempts are made again, or null for the run's policy
 * @param sandbox how it is walled in, or null for the run's walls
 * @since 0.1
 */
public record Agent(
        String name,
        CLIAdapter adapter,
        @Nullable String model,
        @Nullable BigDecimal maxCost,
        Map<String, String> environment,
        @Nullable CommandLimits limits,
        @Nullable RetryPolicy retry,
        @Nullable SandboxSettings sandbox) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9_-]+)*");
    private static final int LONGEST_NAME = 40;

    /** Checks the parts and takes a copy. */
    public Agent {
        requireName(name);
        Objects.requireNonNull(adapter, "adapter");
        environment = Map.copyOf(environment);
        if (maxCost != null && maxCost.signum() < 0) {
            throw CouncilException.usage("agent " + name + ": maxCost is not negative");
        }
    }

    /** An agent with its adapter's defaults and the run's limits. */
    public static Agent of(String name, CLIAdapter adapter) {
        return new Agent(name, adapter, null, null, Map.of(), null, null, null);
    }

    /**
     * Checks an agent's name: it becomes part of branch names, file names and options.
     *
     * @throws CouncilException where it is no legal one, saying what is
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME || name.endsWith(".lock")) {
            throw CouncilException.usage(
                    "'" + name + "' is no name for an agent: use lower-case letters, digits, '-' and"
                            + " '_', with single dots between them, at most " + LONGEST_NAME
                            + " characters, not ending in .lock");
        }
    }

    /** Keeps the environment out of logs. */
    @Override
    public String toString() {
        return "Agent[" + name + ", " + adapter.id() + "]";
    }
}
