package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Judge;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds runs of the past in the journal.
 *
 * @since 0.1
 */
public final class PastRuns {
    private final WorkspaceProvider workspaces;
    private final Journal journal;

    /** Past runs in these workspaces and this journal. */
    public PastRuns(WorkspaceProvider workspaces, Journal journal) {
        this.workspaces = Objects.requireNonNull(workspaces, "workspaces");
        this.journal = Objects.requireNonNull(journal, "journal");
    }

    /**
     * A run as the journal tells of it.
     *
     * @param run the run with the plan that it began with
     * @param events what happened, in order
     * @param finished its last word, or null where it can go on
     * @since 0.1
     */
    public record Found(
            Run run, List<CouncilEvent> events, @Nullable RunFinished finished) {
        /** Takes a copy. */
        public Found {
            events = List.copyOf(events);
        }

        /**
         * The agent whose change can be applied.
         *
         * @param agent the one that is wanted, or null for the winner
         * @throws CouncilException where it has no eligible change
         */
        public String eligible(@Nullable String agent) {
            RunState state = RunLogic.replay(events);
            String winner = state.ending().selection() == null
                    ? null
                    : state.ending().selection().winner();
            String wanted = agent == null ? winner : agent;
            if (wanted == null) {
                throw CouncilException.usage("the run " + run.id() + " has no winner to apply");
            }
            Candidate candidate = state.candidates().stream()
                    .filter(one -> one.agent().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> CouncilException.usage("no agent of the run " + run.id() + " is called '"
                            + wanted + "'; there are " + String.join(", ", names(state.plan()))));
            if (!candidate.eligible()) {
                throw CouncilException.usage("'" + wanted + "' is not eligible: " + candidate.reason());
            }
            return wanted;
        }
    }

    /**
     * A run to go on with.
     *
     * @param directory a folder of the repository's working tree
     * @param agents who is asked
     * @param judge who compares, or null
     * @return the run; an error of reason {@code USAGE} where it is not known or other agents took part in it
     */
    public Mono<Found> find(String runId, Path directory, List<Agent> agents, @Nullable Judge judge) {
        return events(runId).flatMap(events -> {
            Plan plan = ((RunStarted) events.get(0)).plan();
            List<String> names = agents.stream().map(Agent::name).toList();
            if (!names.equals(names(plan))) {
                return Mono.error(CouncilException.usage("the run " + runId + " was given to "
                        + String.join(", ", names(plan)) + ", not to " + String.join(", ", names)));
            }
            return found(runId, directory, plan, agents, judge == null ? null : judge.agent(), events);
        });
    }

    /**
     * A run that is over.
     *
     * @return the run, without agents; an error of reason {@code USAGE} where it is not known or not over
     */
    public Mono<Found> ended(String runId, Path directory) {
        return events(runId).flatMap(events -> {
            if (!(events.get(events.size() - 1) instanceof RunFinished)) {
                return Mono.error(CouncilException.usage(
                        "the run " + runId + " is not over: `council resume " + runId + "` goes on with it"));
            }
            return found(runId, directory, ((RunStarted) events.get(0)).plan(), List.of(), null, events);
        });
    }

    private Mono<List<CouncilEvent>> events(String runId) {
        return Mono.fromCallable(() -> journal.events(runId))
                .subscribeOn(Schedulers.boundedElastic())
                .filter(events -> !events.isEmpty())
                .switchIfEmpty(Mono.error(() -> CouncilException.usage("the journal knows no run " + runId)));
    }

    private Mono<Found> found(
            String runId,
            Path directory,
            Plan plan,
            List<Agent> agents,
            @Nullable Agent judge,
            List<CouncilEvent> events) {
        return workspaces
                .inspect(directory, plan.repository().base())
                .map(repository ->
                        new Found(new Run(runId, plan, agents, judge, repository), events, lastWord(events)));
    }

    private static @Nullable RunFinished lastWord(List<CouncilEvent> events) {
        return events.get(events.size() - 1) instanceof RunFinished finished
                        && RunLogic.replay(events).complete()
                ? finished
                : null;
    }

    private static List<String> names(Plan plan) {
        return plan.agents().stream().map(Plan.PlannedAgent::name).toList();
    }
}
