package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.RunWorkspaces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the repository looked at when something of an agent has run that no walls held back, and tells what was found since
 * that began.
 */
final class Watch {
    private final RunWorkspaces workspaces;
    private final Plan plan;
    private final Map<String, Integer> knownBefore = new ConcurrentHashMap<>();
    private volatile int known;

    Watch(RunWorkspaces workspaces, Plan plan) {
        this.workspaces = workspaces;
        this.plan = plan;
    }

    /** Learns how everything is, before an agent has a workspace. */
    Mono<Void> prepare(String agent) {
        return watched(agent) ? workspaces.inspect().then() : Mono.empty();
    }

    /** Neither the agent nor what judges it is watched where both are behind walls. */
    private boolean watched(String agent) {
        return !plan.agent(agent).sandbox().up() || !plan.sandbox().up();
    }

    /** Something of the agent begins to run; what was found by now is not its doing. */
    void begins(String agent) {
        knownBefore.put(agent, known);
    }

    /** What was found since; nothing where all is as it was. Never an error. */
    Flux<Draft> ended(String agent) {
        if (!watched(agent)) {
            return Flux.empty();
        }
        return Flux.defer(() -> workspaces
                .inspect()
                .onErrorResume(
                        error -> Mono.just(List.of("repository: it cannot be looked at: " + Errors.words(error))))
                .flatMapIterable(found -> fresh(agent, found))
                .collectList()
                .filter(found -> !found.isEmpty())
                .<Draft>map(found -> stamp -> new CouncilEvent.RepositoryTouched(stamp, agent, found)));
    }

    private List<String> fresh(String agent, List<String> found) {
        int from = Math.min(knownBefore.getOrDefault(agent, 0), found.size());
        known = Math.max(known, found.size());
        return found.subList(from, found.size());
    }
}
