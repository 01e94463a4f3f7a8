package io.clicouncil.engine;

import io.clicouncil.account.Admission;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.Channel;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.Judgement;
import io.clicouncil.task.Agent;
import io.clicouncil.workspace.RunWorkspaces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the judge: blind, once, and without waiting for anything but its answer. Whatever goes wrong, there is a winner
 * without it.
 */
final class Jury {
    private static final int MOST_DIFF_BYTES = 64 * 1024;
    private static final int MOST_OUTPUT = 64 * 1024;

    private final Run run;
    private final RunWorkspaces workspaces;
    private final Assignments assignments;
    private final Doorkeeper doorkeeper;
    private final Money money;

    Jury(Run run, RunWorkspaces workspaces, Assignments assignments, Doorkeeper doorkeeper, Money money) {
        this.run = run;
        this.workspaces = workspaces;
        this.assignments = assignments;
        this.doorkeeper = doorkeeper;
        this.money = money;
    }

    /** What comes of the question, as an event. Never an error. */
    Mono<Draft> ask(Command.Judge question, StopSignal stop) {
        Agent judge = run.judge();
        if (judge == null) {
            return Mono.just(told(Judgement.none(question.judge(), "it is not there any more", Cost.free())));
        }
        List<Command.Contender> contenders = JudgePrompt.shuffled(run.id(), question.contenders());
        return Flux.fromIterable(contenders)
                .concatMap(contender -> workspaces
                        .diff(contender.change(), MOST_DIFF_BYTES)
                        .switchIfEmpty(Mono.error(() -> new Unasked("a change is larger than 64 KiB"))))
                .collectList()
                .map(diffs -> JudgePrompt.of(run.plan().task(), diffs))
                .flatMap(prompt -> admitted(judge)
                        .then(Mono.defer(() -> reserved(question)))
                        .flatMap(reserved -> answer(judge, question, reserved.orElse(null), contenders, prompt, stop)))
                .onErrorResume(error -> Mono.just(
                        Judgement.none(question.judge(), "it was not asked: " + Errors.words(error), Cost.free())))
                .map(Jury::told);
    }

    private static Draft told(Judgement judgement) {
        return stamp -> new CouncilEvent.Judged(stamp, judgement);
    }

    private Mono<Void> admitted(Agent judge) {
        return doorkeeper.admission(judge).flatMap(admission -> {
            String reason = admission instanceof Admission.Wait wait
                    ? wait.reason()
                    : admission instanceof Admission.Refused refused ? refused.reason() : null;
            return reason == null ? Mono.empty() : Mono.error(new Unasked(reason));
        });
    }

    private Mono<Optional<BigDecimal>> reserved(Command.Judge question) {
        return question.claim() == null
                ? Mono.just(Optional.empty())
                : money.ask(question.place(), 1, question.claim(), question.orLess())
                        .map(answer -> Optional.of(Optional.ofNullable(answer.granted())
                                .orElseThrow(() ->
                                        new Unasked(Dollars.words(answer.left()) + " are left of the day's budget"))));
    }

    private Mono<Judgement> answer(
            Agent judge,
            Command.Judge question,
            @Nullable BigDecimal reserved,
            List<Command.Contender> contenders,
            String prompt,
            StopSignal stop) {
        Said said = new Said();
        return assignments
                .ofJudge(judge, question, reserved, prompt, stop)
                .flatMapMany(assignment -> doorkeeper.heeding(judge, AdapterCall.of(judge.adapter(), assignment)))
                .doOnNext(said::hear)
                .ofType(AgentEvent.Finished.class)
                .last()
                .flatMap(finished -> money.pay(
                                question.place(),
                                1,
                                Charge.of(finished.result(), reserved).amount())
                        .thenReturn(judgement(question, contenders, finished.result(), said)));
    }

    private static Judgement judgement(
            Command.Judge question, List<Command.Contender> contenders, ExecutionResult result, Said said) {
        OptionalInt best = JudgePrompt.answer(said.words(result.message()), contenders.size());
        if (best.isPresent()) {
            return Judgement.of(
                    question.judge(), contenders.get(best.getAsInt()).agent(), result.chargeable());
        }
        Failure failure = result.failure();
        String reason = failure == null ? "its answer names none of them" : failure.kind() + ": " + failure.message();
        return Judgement.none(question.judge(), reason, result.chargeable());
    }

    /** Why the judge is not asked. */
    private static final class Unasked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unasked(String why) {
            super(why, null, false, false);
        }
    }

    /** The last that it printed, for judges whose last words nobody can tell apart from the rest. */
    private static final class Said {
        private String printed = "";

        private void hear(AgentEvent event) {
            if (event instanceof AgentEvent.Output output && output.channel() == Channel.STDOUT) {
                String all = printed + output.text() + "\n";
                printed = all.substring(Math.max(0, all.length() - MOST_OUTPUT));
            }
        }

        private String words(@Nullable String message) {
            return Objects.requireNonNullElse(message, printed);
        }
    }
}
