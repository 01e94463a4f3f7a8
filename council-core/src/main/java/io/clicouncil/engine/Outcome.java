package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Dollars;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.BuildEdits;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ChangeRisks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a candidate of what has happened to an agent: the gate, and its reason in words. */
final class Outcome {
    private final AgentState agent;
    private final Plan run;

    private Outcome(AgentState agent, Plan run) {
        this.agent = agent;
        this.run = run;
    }

    /** The candidate of a run with this plan; without checks a change may win without any. */
    static Candidate of(AgentState agent, Plan run) {
        return new Outcome(agent, run).candidate();
    }

    private Candidate candidate() {
        Failure failure = failure();
        Change change = agent.change();
        ChangeSummary summary = change == null ? null : ChangeSummary.of(change);
        boolean judged = failure == null && summary != null && verdict().isPresent();
        boolean eligible = judged && verdict().orElseThrow().passed();
        ExecutionStatus status =
                failure == null ? ExecutionStatus.SUCCESS : failure.kind().status();
        return new Candidate(
                agent.name(),
                agent.plan().adapter(),
                model(),
                status,
                eligible,
                reason(failure),
                failure,
                agent.attempts().begun(),
                duration(),
                sandbox(),
                killLevel(),
                flags(change),
                agent.attempts().cost(),
                usage(),
                summary,
                agent.verification() == null ? List.of() : agent.verification().checks());
    }

    private Optional<Verification> verdict() {
        if (agent.verification() != null) {
            return Optional.of(agent.verification());
        }
        return run.checks().isEmpty() ? Optional.of(new Verification(List.of())) : Optional.empty();
    }

    private @Nullable Failure failure() {
        if (agent.broken() != null) {
            return agent.broken();
        }
        if (!agent.plan().availability().usable()) {
            FailureKind kind = agent.plan().availability().installed() ? FailureKind.AUTH : FailureKind.NOT_INSTALLED;
            return Failure.of(kind, agent.plan().availability().advice());
        }
        ExecutionResult last = agent.attempts().last();
        if (agent.stop() != null && (last == null || last.failure() != null || agent.verification() == null)) {
            return Failure.of(agent.stop().cause().kind(), stopped(agent.stop(), last));
        }
        if (last == null || last.failure() != null) {
            return last == null ? Failure.of(FailureKind.CRASHED, "it never ran") : last.failure();
        }
        if (agent.change() != null && agent.change().isEmpty()) {
            return Failure.of(FailureKind.NO_CHANGE, noChange(agent.change(), last));
        }
        if (agent.change() != null && !agent.change().breaches().isEmpty()) {
            return Failure.of(
                    FailureKind.POLICY, String.join("; ", agent.change().breaches()));
        }
        return null;
    }

    private String stopped(Stop stop, @Nullable ExecutionResult last) {
        if (stop.cause() == StopCause.NOT_ASKED || (stop.cause() == StopCause.NO_MONEY && last == null)) {
            return stop.words();
        }
        if (last == null) {
            return stop.words() + " before it began";
        }
        Failure failure = last.failure();
        if (failure == null) {
            return stop.words() + " before its change was judged";
        }
        return failure.kind() == FailureKind.CANCELLED
                ? stop.words() + " while it worked"
                : stop.words() + " after attempt " + agent.attempts().begun() + " had ended as " + failure.kind();
    }

    private static String noChange(Change change, ExecutionResult last) {
        if (!change.takenOut().isEmpty()) {
            return "it changed nothing but paths whose edits are taken out";
        }
        return last.message() == null || last.message().isBlank()
                ? "it ended well and changed nothing"
                : "it ended well and changed nothing; it said: " + firstLine(last.message());
    }

    private static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }

    private String reason(@Nullable Failure failure) {
        if (failure != null) {
            return failure.message().isBlank() ? failure.kind().toString() : failure.kind() + ": " + failure.message();
        }
        Optional<Verification> verdict = verdict();
        if (verdict.isEmpty()) {
            return "its change was not judged";
        }
        Optional<CheckResult> failed = verdict.get().firstFailure();
        if (failed.isPresent()) {
            return "check '" + failed.get().name() + "' " + failed.get().words();
        }
        long required =
                verdict.get().checks().stream().filter(CheckResult::required).count();
        if (required == 0) {
            return "it made a change, and no check was required";
        }
        String passed =
                required == 1 ? "it passed the required check" : "it passed all " + required + " required checks";
        return verdict.get().flaky() ? passed + ", but not at once" : passed;
    }

    private List<String> flags(@Nullable Change change) {
        List<String> flags = new ArrayList<>(agent.notices());
        agent.attempts().charges().stream()
                .filter(charge -> charge.excess().signum() > 0)
                .forEach(charge -> flags.add("an attempt cost " + Dollars.words(charge.amount()) + ", "
                        + Dollars.words(charge.excess()) + " more than was reserved for it"));
        String problem = agent.plan().sandbox().problem();
        if (problem != null && SandboxSupport.NONE.equals(sandbox())) {
            flags.add("it ran without a sandbox: " + problem);
        }
        if (change == null) {
            return flags;
        }
        change.takenOut().forEach(path -> flags.add("edit taken out: " + path));
        flags.addAll(ChangeRisks.of(change));
        flags.addAll(BuildEdits.of(change, run.checks(), run.repository().folder()));
        verdict().stream()
                .flatMap(verdict -> verdict.checks().stream())
                .forEach(check -> check.flags().forEach(flag -> flags.add("check '" + check.name() + "': " + flag)));
        return flags;
    }

    private @Nullable String model() {
        ExecutionResult last = agent.attempts().last();
        return last == null || last.model() == null ? agent.plan().model() : last.model();
    }

    /** What was around all of its attempts: the least of it. */
    private @Nullable String sandbox() {
        Set<String> all = new HashSet<>();
        for (ExecutionResult ended : agent.attempts().ended()) {
            if (ended.sandbox() != null) {
                all.add(ended.sandbox());
            }
        }
        return all.contains(SandboxSupport.NONE)
                ? SandboxSupport.NONE
                : all.stream().findFirst().orElse(null);
    }

    private @Nullable String killLevel() {
        ExecutionResult last = agent.attempts().last();
        return last == null ? null : last.killLevel();
    }

    private Duration duration() {
        return agent.attempts().ended().stream().map(ExecutionResult::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private Usage usage() {
        return agent.attempts().ended().stream().map(ExecutionResult::usage).reduce(Usage.UNKNOWN, Usage::plus);
    }
}
