package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.Needs;
import io.clicouncil.cost.Estimate;
import io.clicouncil.process.Mount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One agent that speaks the Agent Client Protocol. Each attempt is a process of its own with one session and one turn.
 *
 * @since 0.1
 */
public final class AcpAdapter implements CLIAdapter {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = "acp";

    /** How long an agent may take to cancel its turn, and to end when its input has ended: 3 seconds. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    private final AdapterContext context;
    private final AcpOptions options;
    private final Mono<Availability> probe;
    private final Duration grace;

    /**
     * An adapter of one agent.
     *
     * @param probe looks for its executable
     */
    public AcpAdapter(AdapterContext context, AcpOptions options, Mono<Availability> probe) {
        this(context, options, probe, GRACE);
    }

    private AcpAdapter(AdapterContext context, AcpOptions options, Mono<Availability> probe, Duration grace) {
        this.context = Objects.requireNonNull(context, "context");
        this.options = Objects.requireNonNull(options, "options");
        this.probe = Objects.requireNonNull(probe, "probe");
        this.grace = grace;
    }

    /** The same with another {@link #GRACE}. */
    AcpAdapter withGrace(Duration other) {
        return new AcpAdapter(context, options, probe, other);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(options.keys(), false, false, ID + " " + options.command(), needs());
    }

    private List<Mount> needs() {
        List<Mount> needs = new ArrayList<>(Needs.ofFilesIn(options.command()));
        needs.addAll(Needs.ofState(options.state(), List.of(), context.environment()));
        return needs;
    }

    @Override
    public Mono<Availability> probe() {
        return probe;
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        return Mono.fromSupplier(() -> {
            BigDecimal cost = options.cost();
            return cost == null ? Estimate.UNKNOWN : Estimate.exactly(cost);
        });
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Mono.fromCallable(() -> new Attempt(
                        assignment,
                        options,
                        context.commands(),
                        new Meter(context.prices(), options.cost()),
                        grace,
                        Attempt.begun(assignment)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(Attempt::events);
    }
}
