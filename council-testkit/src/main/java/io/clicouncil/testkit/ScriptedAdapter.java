package io.clicouncil.testkit;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An agent that follows a script, in this process: no command, no network, no key. Its first attempt does what the first
 * script says, and so on; when there are more attempts than scripts, the last one is played again.
 *
 * <pre>{@code
 * CLIAdapter cheap = ScriptedAdapter.named("cheap")
 *         .attempt(Script.begin().fail(FailureKind.RATE_LIMITED, "come back later"))
 *         .attempt(Script.begin().write("hello.txt", "hello").spend("0.10"));
 * }</pre>
 *
 * <p>Like a real adapter it heeds {@link TaskAssignment#stop()} and its limit of time at any point, and
 * keeps what it has spent by then.
 *
 * @since 0.1
 */
public final class ScriptedAdapter implements CLIAdapter {
    private final String id;
    private final List<Script> scripts;
    private final Availability availability;
    private final Estimate estimate;

    private ScriptedAdapter(String id, List<Script> scripts, Availability availability, Estimate estimate) {
        this.id = Objects.requireNonNull(id, "id");
        this.scripts = List.copyOf(scripts);
        this.availability = availability;
        this.estimate = estimate;
    }

    /** An adapter of this id, which is there, has no price, and so far does nothing. */
    public static ScriptedAdapter named(String id) {
        return new ScriptedAdapter(id, List.of(), Availability.ready(), Estimate.UNKNOWN);
    }

    /** The same with a script for its next attempt. */
    public ScriptedAdapter attempt(Script script) {
        List<Script> more = new ArrayList<>(scripts);
        more.add(script);
        return new ScriptedAdapter(id, more, availability, estimate);
    }

    /** The same, which a probe finds so. */
    public ScriptedAdapter found(Availability other) {
        return new ScriptedAdapter(id, scripts, other, estimate);
    }

    /** The same, which expects this price. */
    public ScriptedAdapter expecting(Estimate other) {
        return new ScriptedAdapter(id, scripts, availability, other);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(), true, true);
    }

    @Override
    public Mono<Availability> probe() {
        return Mono.just(availability);
    }

    @Override
    public Mono<Estimate> estimate(String prompt, @Nullable String model) {
        return Mono.just(estimate);
    }

    @Override
    public Flux<AgentEvent> execute(TaskAssignment assignment) {
        return Flux.defer(() -> script(assignment.attempt()).play(assignment));
    }

    private Script script(int attempt) {
        return scripts.isEmpty() ? Script.begin() : scripts.get(Math.min(attempt, scripts.size()) - 1);
    }
}
