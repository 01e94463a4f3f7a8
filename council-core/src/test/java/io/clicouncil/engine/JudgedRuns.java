package io.clicouncil.engine;

import io.clicouncil.Council;
import io.clicouncil.account.Accounts;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.budget.Ledger;
import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Judge;
import io.clicouncil.task.Limits;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;

/** Runs of three agents, cheap for $0.30, clean for $0.35 and dear for $1.00, whom the judge wise compares. */
final class JudgedRuns {
    /** What the judge costs. */
    static final Cost PRICE = Cost.reported(new BigDecimal("0.02"));

    private static final BigDecimal DAY = new BigDecimal("3.00");

    /** Limits with $3.00 for the day. */
    static final Limits DAILY = new Limits(
            Limits.DEFAULT.attempt(),
            Limits.DEFAULT.deadline(),
            Limits.DEFAULT.retry(),
            Limits.DEFAULT.concurrency(),
            null,
            DAY);

    /** Agents whose change does not pass. */
    final Set<String> failing = ConcurrentHashMap.newKeySet();

    final Accounts accounts = Accounts.inMemory();

    /** Those of the next run. */
    FakeWorkspaces workspaces;

    MemoryJournal journal = new MemoryJournal();

    private final Ledger ledger = Ledger.inMemory(Clock.systemUTC());
    private final Path root;

    JudgedRuns(Path root) {
        this.root = root;
        this.workspaces = new FakeWorkspaces(root);
    }

    /** Says that this one is the best. */
    static Function<TaskAssignment, Flux<AgentEvent>> preferring(String agent) {
        return assignment -> saying(answer(assignment, agent)).apply(assignment);
    }

    static Function<TaskAssignment, Flux<AgentEvent>> saying(String words) {
        return ignored ->
                Flux.just(new AgentEvent.Finished(ExecutionResult.success(PRICE).saying(null, null, words)));
    }

    /** The answer that names this one; which letter stands for it, only the diffs of these runs tell. */
    static String answer(TaskAssignment assignment, String agent) {
        Matcher matcher = Pattern.compile("=== Change ([A-Z]) ===\n\nthe diff of \\S+/" + agent + "\n")
                .matcher(assignment.prompt());
        return matcher.find() ? "They differ.\n\nBEST: " + matcher.group(1) : "no such change";
    }

    CouncilTask task(FakeAdapter judge, String band) {
        return task(judge, band, Limits.DEFAULT);
    }

    CouncilTask task(FakeAdapter judge, String band, Limits limits) {
        return CouncilTask.of("mend it", root)
                .agents(
                        FakeAdapter.succeeding("cheap", "0.30"),
                        FakeAdapter.succeeding("clean", "0.35"),
                        FakeAdapter.succeeding("dear", "1.00"))
                .judge(new Judge(Agent.of("wise", judge), new BigDecimal(band)))
                .checks(Check.shell("sh check"))
                .limits(limits)
                .build();
    }

    AggregatedResult run(CouncilTask task) {
        return result(council().stream(task));
    }

    AggregatedResult resume(String runId, CouncilTask task) {
        return result(council().resume(runId, task, Flux.never()));
    }

    static AggregatedResult result(Flux<CouncilEvent> events) {
        List<CouncilEvent> all = Objects.requireNonNull(events.collectList().block());
        return ((RunFinished) all.get(all.size() - 1)).result();
    }

    /** What is left for the day, in US dollars. */
    BigDecimal leftOfTheDay() {
        return ledger.reserve("nobody", BigDecimal.ZERO, false, DAY).left();
    }

    Council council() {
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> Flux.just(new CheckResult(
                        "sh check",
                        failing.contains(request.agent()) ? CheckStatus.FAILED : CheckStatus.PASSED,
                        true,
                        failing.contains(request.agent()) ? 1 : 0,
                        List.of(),
                        Duration.ZERO,
                        "")))
                .journal(journal)
                .ledger(ledger)
                .accounts(accounts)
                .environment(Map.of())
                .build();
    }
}
