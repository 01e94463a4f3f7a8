package io.clicouncil.adapter;

import org.jspecify.annotations.Nullable;

/**
 * Makes the adapters of one kind. Found by {@link java.util.ServiceLoader}, so that a jar on the class path can bring
 * an adapter.
 *
 * @since 0.1
 */
public interface AdapterFactory {

    /** The name by which {@code council.yml} asks for this adapter. */
    String id();

    /** One sentence about the agent that it drives. */
    String description();

    /** What is known of the adapter itself, or null where there is nothing to know. */
    default @Nullable AdapterProfile profile() {
        return null;
    }

    /**
     * Makes the adapter of one agent.
     *
     * @throws io.clicouncil.failure.CouncilException where an option is unknown, missing or wrong
     */
    CLIAdapter create(AdapterContext context);
}
