package io.clicouncil.engine;

import io.clicouncil.task.Agent;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.RepositoryState;
import java.util.Objects;

/**
 * A run that is about to begin.
 *
 * @param id its id
 * @param task what is asked
 * @param plan what will happen
 * @param repository where, as it was found
 * @since 0.1
 */
public record Run(String id, CouncilTask task, Plan plan, RepositoryState repository) {
    /** Checks the parts. */
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(repository, "repository");
    }

    Agent agent(String name) {
        return task.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agent of the task is called " + name));
    }
}
