package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.CouncilException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One model of one server. */
final class OllamaAdapter implements CLIAdapter {
    private final AdapterContext context;
    private final OllamaOptions options;

    OllamaAdapter(AdapterContext context, OllamaOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public String id() {
        return OllamaAdapterFactory.ID;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(Endpoint.HOST, Endpoint.KEY), false, true, id() + " " + options.url(), List.of());
    }

    @Override
    public Mono<Availability> probe() {
        return Mono.defer(() -> {
                    Endpoint endpoint = Endpoint.of(options.url(), context.environment());
                    OllamaClient client = new OllamaClient(endpoint, endpoint.key(context.environment()));
                    return new OllamaProbe(client, endpoint, context.model()).look();
                })
                .onErrorResume(
                        CouncilException.class,
                        error -> Mono.just(Availability.missing(String.valueOf(error.getMessage()))));
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        // An hour's price says nothing before anybody knows how fast the machine is.
        return Mono.fromSupplier(() -> free(model) ? Estimate.exactly(BigDecimal.ZERO) : Estimate.UNKNOWN);
    }

    private boolean free(@Nullable String model) {
        BigDecimal price = options.pricePerHour();
        boolean costsNothing = price == null || price.signum() == 0;
        try {
            return costsNothing
                    && isOurs(model, Endpoint.of(options.url(), context.environment()), context.environment());
        } catch (CouncilException noAddress) {
            return false;
        }
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Flux.defer(() -> new Attempt(assignment, options, context.commands()).events());
    }

    /** Whether a machine of the user's does the work: no name and no key says otherwise. */
    static boolean isOurs(@Nullable String model, Endpoint endpoint, Map<String, String> environment) {
        return (model == null || !ModelInfo.isCloud(model)) && endpoint.key(environment) == null;
    }
}
