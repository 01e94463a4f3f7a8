package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.text.Durations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came back from an attempt, put together from its two steps. */
final class Outcome {
    private final TaskAssignment assignment;
    private final AutoClaudeOptions options;
    private final PriceTable prices;
    private final Step spec;
    private final Step build;

    Outcome(TaskAssignment assignment, AutoClaudeOptions options, PriceTable prices, Step spec, Step build) {
        this.assignment = assignment;
        this.options = options;
        this.prices = prices;
        this.spec = spec;
        this.build = build;
    }

    /** The end of an attempt that never began. */
    static AgentEvent unbegun(Failure failure) {
        return new AgentEvent.Finished(ExecutionResult.failed(failure).spending(Usage.UNKNOWN, Cost.free()));
    }

    /**
     * The result. Blocks: it reads files.
     *
     * @param folder the specification, or null where there is none
     * @param plan its plan, or null where none can be read
     */
    ExecutionResult result(@Nullable Path folder, @Nullable ImplementationPlan plan, Sessions sessions) {
        List<CommandResult> steps = Stream.of(spec.result(), build.result())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Duration duration = steps.stream().map(CommandResult::duration).reduce(Duration.ZERO, Duration::plus);
        String model = sessions.model();
        return new ExecutionResult(
                Secrets.of(assignment.environment()).outOf(failure(folder, plan, sessions)),
                sessions.usage(),
                duration.isZero() ? Cost.free() : billed(sessions.cost(prices)),
                duration,
                model == null ? assignment.model() : model,
                folder == null ? null : String.valueOf(folder.getFileName()),
                // What its agents say last is nobody's summary.
                null,
                steps.isEmpty() ? null : steps.get(steps.size() - 1).killLevel(),
                steps.isEmpty() ? null : steps.get(steps.size() - 1).sandbox(),
                steps.stream()
                        .map(CommandResult::resources)
                        .reduce(Outcome::plus)
                        .orElse(ResourceUsage.UNKNOWN));
    }

    private Cost billed(Cost cost) {
        Billing billing = Tokens.billing(assignment.environment());
        return billing == null ? cost : cost.billed(billing);
    }

    /** Our own reasons come before the program's: what it says when it is ended is no verdict. */
    private @Nullable Failure failure(@Nullable Path folder, @Nullable ImplementationPlan plan, Sessions sessions) {
        CommandResult first = spec.result();
        CommandResult second = build.result();
        if (first == null) {
            return Failure.of(FailureKind.CRASHED, "it was lost before it ended");
        }
        CommandResult last = second == null ? first : second;
        boolean noTimeToBuild = second == null && first.succeeded() && folder != null;
        if (last.ending() == Ending.TIMED_OUT || noTimeToBuild) {
            // The second step only had what the first one left, which is nobody's limit.
            return Failure.of(
                    FailureKind.TIMED_OUT,
                    "it took longer than "
                            + Durations.format(assignment.limits().timeout()));
        }
        if (last.ending() != Ending.EXITED) {
            return ExecutionResult.of(last).failure();
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        return second == null
                ? new Verdict(spec.said(), sessions.lastError(), clock).withoutSpec(first)
                : new Verdict(build.said(), sessions.lastError(), clock).ofBuild(second, plan, options);
    }

    private static ResourceUsage plus(ResourceUsage one, ResourceUsage other) {
        Long mine = one.peakMemoryBytes();
        Long theirs = other.peakMemoryBytes();
        Duration before = one.cpuTime();
        Duration after = other.cpuTime();
        return new ResourceUsage(
                mine == null || theirs == null ? (mine == null ? theirs : mine) : Long.valueOf(Math.max(mine, theirs)),
                before == null || after == null ? (before == null ? after : before) : before.plus(after),
                one.firstOutput());
    }
}
