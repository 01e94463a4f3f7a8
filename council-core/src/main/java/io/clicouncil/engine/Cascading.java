package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent.NextAsked;
import io.clicouncil.event.Draft;
import io.clicouncil.journal.Journal;
import io.clicouncil.strategy.Cascade;
import io.clicouncil.strategy.Offer;
import io.clicouncil.task.Plan;
import io.clicouncil.task.Plan.PlannedAgent;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers whom a cascade asks next, by what came of its agents in earlier runs. */
final class Cascading {
    private final Mono<Cascade> cascade;

    Cascading(Journal journal, String runId, Plan plan) {
        this.cascade =
                of(journal, runId, plan.agents(), plan.strategy().worth()).cache();
    }

    /**
     * The cascade of a run.
     *
     * @param runId the run, from which nothing is learned
     */
    static Mono<Cascade> of(Journal journal, String runId, List<PlannedAgent> agents, @Nullable BigDecimal worth) {
        List<Cascade.Entrant> entrants = agents.stream()
                .filter(agent -> agent.availability().usable())
                .map(agent -> new Cascade.Entrant(agent.name(), expected(agent)))
                .toList();
        return Mono.fromCallable(
                        () -> journal.outcomes().only(outcome -> !outcome.task().equals(runId)))
                .map(history -> new Cascade(history, entrants, worth))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** What it may cost at most is better than nothing. */
    private static @Nullable BigDecimal expected(PlannedAgent agent) {
        BigDecimal expected = agent.estimate().expected();
        return expected == null ? agent.maxCost() : expected;
    }

    /** The answer, as an event. */
    Mono<Draft> next(Command.AskNext question) {
        return cascade.map(known -> draft(known.next(question.failed(), question.open())));
    }

    private static Draft draft(Cascade.Move move) {
        Offer next = move.next();
        return stamp -> new NextAsked(
                stamp,
                next == null ? null : next.agent(),
                next == null ? "" : next.words(),
                move.notAsked().stream().collect(Collectors.toMap(Offer::agent, Offer::words)));
    }
}
