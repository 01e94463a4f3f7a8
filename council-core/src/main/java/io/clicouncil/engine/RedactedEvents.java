package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.Channel;
import io.clicouncil.redaction.RedactedLines;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.result.Judgement;
import io.clicouncil.task.Agent;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the keys of all agents of a run out of what is told of it. Words that come from outside are looked at where they
 * come in; what is decided and told later is made of them. Names, paths and ids stay as they are: the run goes on from
 * them. Used by one thread at a time.
 */
final class RedactedEvents {
    private final Redaction redaction;
    private final Map<Stream, RedactedLines> streams = new HashMap<>();

    /** What an attempt prints in one place. */
    private record Stream(String agent, int attempt, Channel channel) {}

    private RedactedEvents(Redaction redaction) {
        this.redaction = redaction;
    }

    /** The events of a run whose agents get this. */
    static RedactedEvents of(Run run, ChildEnvironment environment) {
        List<Agent> agents = new ArrayList<>(run.agents());
        if (run.judge() != null) {
            agents.add(run.judge());
        }
        return new RedactedEvents(Redaction.of(
                agents.stream().map(agent -> environmentOf(agent, environment)).toList()));
    }

    /** The same event without keys. */
    Draft without(Draft draft) {
        return stamp -> clean(draft.stamped(stamp));
    }

    private static Map<String, String> environmentOf(Agent agent, ChildEnvironment environment) {
        Map<String, String> all =
                new HashMap<>(environment.with(agent.adapter().capabilities().environment()));
        all.putAll(agent.environment());
        return all;
    }

    private CouncilEvent clean(CouncilEvent event) {
        if (event instanceof CouncilEvent.AgentOutput e) {
            String line = streams.computeIfAbsent(
                            new Stream(e.agent(), e.attempt(), e.channel()), stream -> redaction.lines())
                    .next(e.line());
            return new CouncilEvent.AgentOutput(e.stamp(), e.agent(), e.attempt(), e.channel(), line);
        } else if (event instanceof CouncilEvent.AgentActivity e) {
            return new CouncilEvent.AgentActivity(e.stamp(), e.agent(), e.attempt(), redaction.text(e.text()));
        } else if (event instanceof CouncilEvent.AttemptFinished e) {
            streams.keySet().removeIf(stream -> stream.agent().equals(e.agent()));
            return new CouncilEvent.AttemptFinished(e.stamp(), e.agent(), e.attempt(), clean(e.result()));
        } else if (event instanceof CouncilEvent.StepFailed e) {
            return new CouncilEvent.StepFailed(e.stamp(), e.agent(), e.step(), redaction.text(e.message()));
        } else if (event instanceof CouncilEvent.ApplyRefused e) {
            return new CouncilEvent.ApplyRefused(e.stamp(), redaction.text(e.reason()));
        } else if (event instanceof CouncilEvent.Judged e) {
            return new CouncilEvent.Judged(e.stamp(), clean(e.judgement()));
        }
        return cleanOfChecks(event);
    }

    private CouncilEvent cleanOfChecks(CouncilEvent event) {
        if (event instanceof CouncilEvent.CheckFinished e) {
            return new CouncilEvent.CheckFinished(e.stamp(), e.agent(), clean(e.check()));
        } else if (event instanceof CouncilEvent.BaseChecked e) {
            return new CouncilEvent.BaseChecked(
                    e.stamp(), clean(e.check()), clean(e.failing()), redaction.text(e.advice()));
        } else if (event instanceof CouncilEvent.Verified e) {
            return new CouncilEvent.Verified(
                    e.stamp(),
                    e.agent(),
                    new Verification(
                            e.verification().checks().stream().map(this::clean).toList()));
        }
        return event;
    }

    private ExecutionResult clean(ExecutionResult result) {
        return result.failing(clean(result.failure()))
                .saying(result.model(), result.session(), redaction.textOrNull(result.message()));
    }

    private @Nullable Failure clean(@Nullable Failure failure) {
        return failure == null
                ? null
                : new Failure(
                        failure.kind(),
                        redaction.text(failure.message()),
                        failure.transientFailure(),
                        failure.retryAfter());
    }

    private Judgement clean(Judgement judgement) {
        return new Judgement(
                judgement.judge(), judgement.preferred(), redaction.text(judgement.reason()), judgement.cost());
    }

    private CheckResult clean(CheckResult check) {
        return new CheckResult(
                check.name(),
                check.status(),
                check.required(),
                check.exitCode(),
                clean(check.newFailures()),
                check.duration(),
                redaction.text(check.message()),
                clean(check.flags()));
    }

    private List<String> clean(List<String> texts) {
        return texts.stream().map(redaction::text).toList();
    }
}
