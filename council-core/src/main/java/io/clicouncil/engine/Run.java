package io.clicouncil.engine;

import io.clicouncil.task.Agent;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.RepositoryState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to begin, or to go on.
 *
 * @param id its id
 * @param plan what will happen
 * @param agents who is asked: those of the plan, or none where nobody is asked any more
 * @param judge who compares changes that cost about the same, or null for nobody
 * @param repository where, as it was found; its base is the plan's
 * @since 0.1
 */
public record Run(
        String id, Plan plan, List<Agent> agents, @Nullable Agent judge, RepositoryState repository) {
    /** Checks the parts and takes a copy. */
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(repository, "repository");
        agents = List.copyOf(agents);
    }

    Agent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agent of the run is called " + name));
    }
}
