package io.clicouncil.engine;

import static io.clicouncil.engine.JudgedRuns.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** What of a judge's words and lines is taken for its answer. */
class JudgeAnswerTest {
    private static final ExecutionResult SILENT = ExecutionResult.success(Cost.free());

    @TempDir
    Path root;

    @Nested
    class WhatItPrints {
        @Test
        void countsWhereItSaysNothingElse() {
            assertThat(preferredBy(printing(Channel.STDOUT, SILENT))).isEqualTo("clean");
            assertThat(preferredBy(printing(Channel.STDOUT, SILENT.saying(null, null, " "))))
                    .isEqualTo("clean");
        }

        @Test
        void countsAtTheEndOfVeryMuch() {
            AgentEvent much = new AgentEvent.Output(Channel.STDOUT, "BEST: Z ".repeat(100));

            assertThat(preferredBy(assignment -> Flux.range(0, 1000)
                            .map(ignored -> much)
                            .concatWith(printing(Channel.STDOUT, SILENT).apply(assignment))))
                    .isEqualTo("clean");
        }

        @Test
        void isForgottenWhereVeryMuchFollows() {
            AgentEvent much = new AgentEvent.Output(Channel.STDOUT, "I think on. ".repeat(100));

            assertThat(preferredBy(assignment -> Flux.concat(
                            Flux.just(new AgentEvent.Output(Channel.STDOUT, answer(assignment, "clean"))),
                            Flux.range(0, 1000).map(ignored -> much),
                            Flux.just(new AgentEvent.Finished(SILENT)))))
                    .isNull();
        }

        @Test
        void countsForNothingWhereItSaysAnotherThing() {
            assertThat(preferredBy(printing(Channel.STDOUT, SILENT.saying(null, null, "I cannot tell."))))
                    .isNull();
        }

        @Test
        void countsForNothingOnStandardError() {
            assertThat(preferredBy(printing(Channel.STDERR, SILENT))).isNull();
        }

        @ParameterizedTest
        @EnumSource(names = {"CRASHED", "BAD_OUTPUT", "TIMED_OUT", "NO_CHANGE"})
        void countsForNothingWhereItFails(FailureKind kind) {
            ExecutionResult failed = ExecutionResult.failed(Failure.of(kind, "it failed"));

            assertThat(preferredBy(printing(Channel.STDOUT, failed))).isNull();
        }
    }

    @Nested
    class WhatItSays {
        @Test
        void countsBeforeWhatItPrints() {
            assertThat(preferredBy(assignment -> Flux.just(
                            new AgentEvent.Output(Channel.STDOUT, answer(assignment, "cheap")),
                            new AgentEvent.Finished(SILENT.saying(null, null, answer(assignment, "clean"))))))
                    .isEqualTo("clean");
        }

        @Test
        void countsThoughTheOutputIsBad() {
            assertThat(preferredBy(sayingAndFailing(FailureKind.BAD_OUTPUT))).isEqualTo("clean");
        }

        @Test
        void countsForNothingWhereItFailsOtherwise() {
            assertThat(preferredBy(sayingAndFailing(FailureKind.CRASHED))).isNull();
        }
    }

    /** Prints that clean is the best, and ends so. */
    private static Function<TaskAssignment, Flux<AgentEvent>> printing(Channel channel, ExecutionResult end) {
        return assignment ->
                Flux.just(new AgentEvent.Output(channel, answer(assignment, "clean")), new AgentEvent.Finished(end));
    }

    private static Function<TaskAssignment, Flux<AgentEvent>> sayingAndFailing(FailureKind kind) {
        ExecutionResult failed = ExecutionResult.failed(Failure.of(kind, "it failed"));
        return assignment -> Flux.just(new AgentEvent.Finished(failed.saying(null, null, answer(assignment, "clean"))));
    }

    private @Nullable String preferredBy(Function<TaskAssignment, Flux<AgentEvent>> judge) {
        JudgedRuns runs = new JudgedRuns(root);
        return Objects.requireNonNull(
                        runs.run(runs.task(FakeAdapter.of(judge), "0.10")).judgement())
                .preferred();
    }
}
