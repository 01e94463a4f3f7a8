package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.Executables;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Mount;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One agent that is a checkout of Auto-Claude. */
final class AutoClaudeAdapter implements CLIAdapter {
    private static final Set<String> KEYS =
            Set.of(Tokens.SUBSCRIPTION, Tokens.METERED, "ANTHROPIC_BASE_URL", "CLAUDE_CLI_PATH");
    private static final String NO_TOKEN = "set " + Tokens.SUBSCRIPTION + " (claude setup-token prints one) or "
            + Tokens.METERED + ": it accepts no ANTHROPIC_API_KEY";

    private final AdapterContext context;
    private final AutoClaudeOptions options;

    AutoClaudeAdapter(AdapterContext context, AutoClaudeOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public String id() {
        return AutoClaudeAdapterFactory.ID;
    }

    @Override
    public Capabilities capabilities() {
        // It drives Claude Code, with the same sign-in and the same limits.
        return new Capabilities(KEYS, false, true, "claude-code", List.of(Mount.read(Checkout.home(options, context))));
    }

    @Override
    public Mono<Availability> probe() {
        return checkout()
                .map(this::look)
                .onErrorResume(
                        CouncilException.class,
                        missing -> Mono.just(Availability.missing(String.valueOf(missing.getMessage()))));
    }

    private Availability look(Checkout checkout) {
        Executables.Found python = Executables.find(checkout.python(), context.folder(), context.environment());
        if (python.path() == null) {
            return Availability.missing(python.problem() + ": install Python 3.10 or later, or correct 'python'");
        }
        boolean token = checkout.hasToken(context.environment());
        return new Availability(true, checkout.version(), token, checkout.run().toString(), token ? "" : NO_TOKEN);
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        // It decides by itself how many sessions it needs.
        return Mono.just(Estimate.UNKNOWN);
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return checkout()
                .map(found -> new Attempt(assignment, options, found, context.commands(), context.prices()).events())
                .onErrorResume(
                        CouncilException.class,
                        missing -> Mono.just(Flux.just(Outcome.unbegun(
                                Failure.of(FailureKind.NOT_INSTALLED, String.valueOf(missing.getMessage()))))))
                .flatMapMany(events -> events);
    }

    private Mono<Checkout> checkout() {
        return Mono.fromCallable(() -> Checkout.of(options, context)).subscribeOn(Schedulers.boundedElastic());
    }
}
