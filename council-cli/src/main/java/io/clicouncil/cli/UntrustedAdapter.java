package io.clicouncil.cli;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.task.Agent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The adapter of an agent that a file names which nobody trusts yet: even to look for the agent could run a program. */
record UntrustedAdapter(CLIAdapter adapter, String advice) implements CLIAdapter {

    /** An agent that cannot be used until its file is trusted. */
    static Agent of(Agent agent, String advice) {
        return new Agent(
                agent.name(),
                new UntrustedAdapter(agent.adapter(), advice),
                agent.model(),
                agent.maxCost(),
                agent.environment(),
                agent.limits(),
                agent.retry(),
                agent.sandbox());
    }

    @Override
    public String id() {
        return adapter.id();
    }

    @Override
    public Capabilities capabilities() {
        return adapter.capabilities();
    }

    @Override
    public Mono<Availability> probe() {
        return Mono.fromSupplier(() -> Availability.missing(advice));
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        return adapter.estimate(prompt, model);
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Flux.error(() -> new CouncilException(CouncilException.Reason.REFUSED, advice));
    }
}
