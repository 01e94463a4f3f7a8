package io.clicouncil.engine;

import io.clicouncil.account.Admission;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.Judgement;
import io.clicouncil.task.Agent;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks the judge: blind, once, and without waiting for anything but its answer. Whatever goes wrong, there is a winner
 * without it. It works in a worktree of the base, as every agent does, and what it does there counts for nothing.
 */
final class Jury {
    private static final int MOST_DIFF_BYTES = 64 * 1024;
    private static final int MOST_PRINTED = 64 * 1024;

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
                .flatMap(prompt -> admitted(judge, question)
                        .then(Mono.defer(() -> reserved(question)))
                        .flatMap(reserved -> attempt(judge, question, reserved.orElse(null), prompt, stop)
                                .onErrorResume(error -> money.pay(question.place(), 1, BigDecimal.ZERO)
                                        .then(Mono.error(error)))))
                .map(answer -> judgement(question, contenders, answer))
                .onErrorResume(error ->
                        Mono.just(Judgement.none(question.judge(), "it was not asked: " + why(error), Cost.free())))
                .map(Jury::told);
    }

    private static String why(Throwable error) {
        return error instanceof Unasked unasked ? String.valueOf(unasked.getMessage()) : Errors.words(error);
    }

    private static Draft told(Judgement judgement) {
        return stamp -> new CouncilEvent.Judged(stamp, judgement);
    }

    /** What a council before this one has asked is heard to its end. */
    private Mono<Void> admitted(Agent judge, Command.Judge question) {
        return Mono.fromCallable(() -> assignments.begun(question))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(begun -> begun ? Mono.just(Admission.FREE) : doorkeeper.admission(judge))
                .flatMap(admission -> {
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

    private Mono<Answer> attempt(
            Agent judge, Command.Judge question, @Nullable BigDecimal reserved, String prompt, StopSignal stop) {
        Answer answer = new Answer();
        return Flux.usingWhen(
                        workspaces.lease(LeaseRequest.of(
                                question.place(), run.repository().base())),
                        workspace -> assignments
                                .ofJudge(judge, question, workspace, reserved, prompt, stop)
                                .flatMapMany(assignment -> doorkeeper.heeding(
                                        judge,
                                        AdapterCall.of(judge.adapter(), assignment)
                                                .doOnNext(answer::hear))),
                        Workspace::release)
                // What it said is paid and counts, even where its worktree could not be given back: the run's end does.
                .onErrorResume(error -> answer.over(), error -> Mono.empty())
                .then(Mono.defer(() -> money.pay(
                        question.place(),
                        1,
                        Charge.of(answer.result(), reserved).amount())))
                .thenReturn(answer);
    }

    private static Judgement judgement(Command.Judge question, List<Command.Contender> contenders, Answer answer) {
        Cost cost = answer.result().chargeable();
        OptionalInt best = JudgePrompt.answer(answer.words(), contenders.size());
        return best.isPresent()
                ? Judgement.of(question.judge(), contenders.get(best.getAsInt()).agent(), cost)
                : Judgement.none(question.judge(), answer.problem(), cost);
    }

    /** Why the judge is not asked, in words that can be shown. */
    private static final class Unasked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unasked(String why) {
            super(why, null, false, false);
        }
    }

    /** What is heard of the judge. */
    private static final class Answer {
        /** The last that it printed, for judges whose last words nobody can tell apart from the rest. */
        private final StringBuilder printed = new StringBuilder();

        private @Nullable ExecutionResult result;

        private void hear(AgentEvent event) {
            if (event instanceof AgentEvent.Finished finished) {
                result = finished.result();
            } else if (event instanceof AgentEvent.Output output && output.channel() == Channel.STDOUT) {
                printed.append(output.text()).append('\n');
                if (printed.length() > 2 * MOST_PRINTED) {
                    printed.delete(0, printed.length() - MOST_PRINTED);
                }
            }
        }

        private boolean over() {
            return result != null;
        }

        private ExecutionResult result() {
            return Objects.requireNonNull(result, "an adapter's call ends with its result");
        }

        /** What of it may be an answer: one that failed may have printed the question, and no more. */
        private String words() {
            Failure failure = result().failure();
            String message = Objects.requireNonNullElse(result().message(), "");
            if (failure == null) {
                return message.isBlank() ? printed.toString() : message;
            }
            // It was to change no file, so whether it could change some says nothing.
            return failure.kind() == FailureKind.BAD_OUTPUT ? message : "";
        }

        private String problem() {
            Failure failure = result().failure();
            return failure == null ? "its answer names none of them" : failure.kind() + ": " + failure.message();
        }
    }
}
