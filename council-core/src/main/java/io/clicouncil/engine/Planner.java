package io.clicouncil.engine;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.strategy.CascadeOrder;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Judge;
import io.clicouncil.task.Plan;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.task.Plan.PlannedJudge;
import io.clicouncil.task.Prompt;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.WorkspaceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds out what a run would do: looks at the repository, and at every agent without spending anything.
 *
 * @since 0.1
 */
public final class Planner {
    private final WorkspaceProvider workspaces;
    private final Journal journal;
    private final CommandRunner commands;

    /**
     * A planner.
     *
     * @param workspaces the door to git
     * @param journal tells what came of agents before
     * @param commands tells what walls there can be
     */
    public Planner(WorkspaceProvider workspaces, Journal journal, CommandRunner commands) {
        this.workspaces = Objects.requireNonNull(workspaces, "workspaces");
        this.journal = Objects.requireNonNull(journal, "journal");
        this.commands = Objects.requireNonNull(commands, "commands");
    }

    /**
     * Plans a run of this task under this id.
     *
     * @return the run, ready to be carried out; an error of reason {@code ENVIRONMENT} where the repository cannot be
     *     worked with
     */
    public Mono<Run> plan(CouncilTask task, String runId) {
        return workspaces
                .inspect(task.directory(), task.base())
                .zipWith(sandboxes(task)
                        .flatMap(sandboxes ->
                                Mono.zip(agents(task, sandboxes), judge(task, sandboxes), Mono.just(sandboxes))))
                .flatMap(found -> {
                    List<PlannedAgent> agents = found.getT2().getT1();
                    PlannedJudge judge = found.getT2().getT2().orElse(null);
                    PlannedSandbox sandbox =
                            PlannedSandbox.of(task.sandbox(), found.getT2().getT3());
                    return order(task.strategy(), runId, agents)
                            .map(order -> plan(task, found.getT1(), agents, judge, sandbox, order.orElse(null)))
                            .map(plan -> run(runId, plan, task, found.getT1()));
                });
    }

    /** What walls there can be; not looked for where nobody wants any. */
    private Mono<SandboxSupport> sandboxes(CouncilTask task) {
        Stream<SandboxSettings> all = Stream.concat(
                Stream.of(task.sandbox()),
                task.agents().stream().map(Agent::sandbox).filter(Objects::nonNull));
        return all.allMatch(settings -> settings.mode() == SandboxSettings.Mode.NONE)
                ? Mono.just(new SandboxSupport(SandboxSupport.NONE, ""))
                : Mono.fromCallable(commands::sandboxes).subscribeOn(Schedulers.boundedElastic());
    }

    private static Run run(String runId, Plan plan, CouncilTask task, RepositoryState repository) {
        Judge judge = task.judge();
        return new Run(runId, plan, task.agents(), judge == null ? null : judge.agent(), repository);
    }

    /** The run on the base that its task wants: where that is a snapshot of what is uncommitted, it is made now. */
    public Mono<Run> based(Run run, CouncilTask task) {
        return task.withChanges()
                ? workspaces
                        .snapshot(run.repository(), run.id())
                        .map(snapshot -> run(
                                run.id(),
                                plan(
                                        task,
                                        snapshot,
                                        run.plan().agents(),
                                        run.plan().judge(),
                                        run.plan().sandbox(),
                                        run.plan().order()),
                                task,
                                snapshot))
                : Mono.just(run);
    }

    private Mono<Optional<CascadeOrder>> order(StrategySettings strategy, String runId, List<PlannedAgent> agents) {
        return strategy.kind() == StrategyKind.CASCADE
                ? Cascading.of(journal, runId, agents, strategy.worth()).map(cascade -> Optional.of(cascade.order()))
                : Mono.just(Optional.empty());
    }

    private static Mono<List<PlannedAgent>> agents(CouncilTask task, SandboxSupport sandboxes) {
        String prompt = Prompt.of(task);
        return Flux.fromIterable(task.agents())
                .flatMapSequential(agent -> agent(
                        task,
                        agent,
                        prompt,
                        agent.retry() == null ? task.limits().retry() : agent.retry(),
                        sandboxes))
                .collectList();
    }

    /** It is asked once. */
    private static Mono<Optional<PlannedJudge>> judge(CouncilTask task, SandboxSupport sandboxes) {
        Judge judge = task.judge();
        return judge == null
                ? Mono.just(Optional.empty())
                : agent(task, judge.agent(), Prompt.of(task), new RetryPolicy(0, Duration.ZERO), sandboxes)
                        .map(agent -> Optional.of(new PlannedJudge(agent, judge.band())));
    }

    private static Mono<PlannedAgent> agent(
            CouncilTask task, Agent agent, String prompt, RetryPolicy retry, SandboxSupport sandboxes) {
        return Mono.zip(agent.adapter().probe(), agent.adapter().estimate(prompt, agent.model()))
                .map(known -> new PlannedAgent(
                        agent.name(),
                        agent.adapter().id(),
                        agent.model(),
                        known.getT1(),
                        known.getT2(),
                        agent.maxCost(),
                        agent.limits() == null ? task.limits().attempt() : agent.limits(),
                        retry,
                        PlannedSandbox.of(agent.sandbox() == null ? task.sandbox() : agent.sandbox(), sandboxes)));
    }

    private static Plan plan(
            CouncilTask task,
            RepositoryState repository,
            List<PlannedAgent> agents,
            @Nullable PlannedJudge judge,
            PlannedSandbox sandbox,
            @Nullable CascadeOrder order) {
        return new Plan(
                task.prompt(),
                Prompt.of(task),
                new Plan.Repository(
                        repository.root().toString(),
                        folder(task.directory(), repository.root()),
                        repository.branch(),
                        repository.base(),
                        repository.uncommitted(),
                        task.withChanges()),
                task.strategy(),
                order,
                agents,
                judge,
                task.checks(),
                task.expect(),
                hidden(task, repository),
                task.protect(),
                task.scope(),
                task.setup(),
                sandbox,
                task.trustRepoConfig(),
                task.limits(),
                task.apply(),
                task.allowRisky());
    }

    /** Files inside the working tree could be part of the commit, and agents would see them. */
    private static @Nullable String hidden(CouncilTask task, RepositoryState repository) {
        Path hidden = task.hidden();
        if (hidden == null) {
            return null;
        }
        try {
            Path real = hidden.toRealPath();
            if (Files.isDirectory(real) && !real.startsWith(repository.root().toRealPath())) {
                return real.toString();
            }
        } catch (IOException gone) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    "'hidden' must be a folder outside the repository, and this one cannot be read: " + hidden,
                    gone);
        }
        throw CouncilException.usage(
                "'hidden' must be a folder outside the repository, where no agent meets it, not " + hidden);
    }

    private static String folder(Path directory, Path root) {
        try {
            return root.toRealPath().relativize(directory.toRealPath()).toString();
        } catch (IOException gone) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT, "the folder " + directory + " cannot be read", gone);
        }
    }
}
