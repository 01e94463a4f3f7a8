package io.clicouncil.adapter;

import io.clicouncil.cost.Estimate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Drives one coding command line. An adapter is made for one agent, with that agent's options, and is used by one run at
 * a time from any thread.
 *
 * <p>No method does anything before its result is subscribed to, and none blocks.
 *
 * @since 0.1
 */
public interface CLIAdapter {

    /** The adapter's name, as {@code council.yml} spells it, for example {@code claude-code}. */
    String id();

    /** What its agent can do, and which environment variables it needs. */
    Capabilities capabilities();

    /**
     * Looks whether the agent can be used here. Spends nothing.
     *
     * @return what was found; never an error for an agent that is missing, broken or signed out
     */
    Mono<Availability> probe();

    /**
     * Says what an attempt may cost, before there is a workspace to make it in. Spends nothing.
     *
     * @param prompt the whole prompt, as it would be sent
     * @param model the model to use, or null for the agent's own choice
     * @return an honest range, or {@link Estimate#UNKNOWN}
     */
    Mono<Estimate> estimate(String prompt, @Nullable String model);

    /**
     * Makes one attempt, and ends with {@link AgentEvent.Finished} when nothing of it runs any more. A raised
     * {@link TaskAssignment#stop()} ends it early, as a failure of kind {@code CANCELLED} that keeps the price so far. A
     * cancelled subscription ends it too, without a result.
     *
     * @return its events; an error signal is a bug of the adapter: what an agent does wrong is an {@link ExecutionResult}
     */
    Flux<AgentEvent> execute(TaskAssignment assignment);
}
