package io.clicouncil.engine;

import static io.clicouncil.engine.JudgedRuns.DAILY;
import static io.clicouncil.engine.JudgedRuns.PRICE;
import static io.clicouncil.engine.JudgedRuns.preferring;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Judgement;
import io.clicouncil.task.Limits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the judge works, what it is paid from, and who lets it begin. */
class JudgeMeansTest {
    @TempDir
    Path root;

    private JudgedRuns runs;
    private FakeAdapter judge;

    @BeforeEach
    void prepare() {
        runs = new JudgedRuns(root);
        judge = FakeAdapter.of(preferring("clean"));
        judge.estimate = new Estimate(new BigDecimal("0.05"), new BigDecimal("0.40"));
    }

    @Nested
    class ItsWorkspace {
        @Test
        void isItsOwnAndGivenBack() {
            judge = FakeAdapter.of(assignment -> {
                assertThat(runs.workspaces.held()).containsExactly("wise+judge");
                return preferring("clean").apply(assignment);
            });

            assertThat(runs.run(runs.task(judge, "0.10")).winner()).isEqualTo("clean");

            assertThat(runs.workspaces.log).containsSubsequence("lease wise+judge", "release wise+judge", "close");
            assertThat(runs.workspaces.log).doesNotContain("capture wise+judge");
            assertThat(runs.workspaces.held()).isEmpty();
            TaskAssignment asked = judge.assignments.element();
            assertThat(asked.directory()).isEqualTo(root);
            assertThat(asked.files()).isEqualTo(root.resolve("wise+judge/1"));
            assertThat(asked.environment())
                    .containsEntry("COUNCIL_WORKSPACE", root.toString())
                    .containsEntry("COUNCIL_AGENT", "wise");
        }

        @Test
        void isGivenBackWhereItFails() {
            Failure crash = Failure.of(FailureKind.CRASHED, "exit code 1");

            runs.run(runs.task(FakeAdapter.of(FakeAdapter.failure(crash)), "0.10"));

            assertThat(runs.workspaces.log).containsSubsequence("lease wise+judge", "release wise+judge", "close");
            assertThat(runs.workspaces.held()).isEmpty();
        }

        @Test
        void takesNothingFromItsAnswerWhereItCannotBeGivenBack() {
            runs.workspaces.stuck.add("wise+judge");

            AggregatedResult result = runs.run(runs.task(judge, "0.10", DAILY));

            assertThat(runs.workspaces.held()).containsExactly("wise+judge");
            assertThat(result.judgement()).isEqualTo(Judgement.of("wise", "clean", PRICE));
            assertThat(runs.leftOfTheDay()).isEqualByComparingTo("1.33");
        }
    }

    @Nested
    class ItsMoney {
        @Test
        void isKeptFromTheRunsBudget() {
            Limits limits = Limits.DEFAULT.budget(new BigDecimal("2.00"));

            AggregatedResult result = runs.run(runs.task(judge, "0.10", limits));

            assertThat(result.winner()).isEqualTo("cheap");
            assertThat(result.selection().reason())
                    .endsWith("; the judge wise did not decide: it was not asked: too little is left of the budget");
            assertThat(judge.assignments).isEmpty();
            assertThat(result.totals().cost().known()).isEqualByComparingTo("1.65");
        }

        @Test
        void isTakenFromTheDaysBudgetAsMuchAsItCost() {
            assertThat(runs.run(runs.task(judge, "0.10", DAILY)).winner()).isEqualTo("clean");

            assertThat(runs.leftOfTheDay()).isEqualByComparingTo("1.33");
        }

        @Test
        void isNotTakenWhereTheDayHasTooLittleLeft() {
            judge.estimate = new Estimate(new BigDecimal("0.05"), new BigDecimal("1.40"));

            AggregatedResult result = runs.run(runs.task(judge, "0.10", DAILY));

            assertThat(result.judgement()).isEqualTo(notAsked("$1.3500 are left of the day's budget"));
            assertThat(runs.leftOfTheDay()).isEqualByComparingTo("1.35");
        }

        @Test
        void isGivenBackWhereItCannotBegin() {
            runs.workspaces.broken.add("wise+judge");

            AggregatedResult result = runs.run(runs.task(judge, "0.10", DAILY));

            assertThat(result.judgement()).isEqualTo(notAsked("there is no space left"));
            assertThat(result.winner()).isEqualTo("cheap");
            assertThat(result.totals().cost()).isEqualTo(new AggregatedResult.KnownCost(new BigDecimal("1.6500"), 0));
            assertThat(judge.assignments).isEmpty();
            assertThat(runs.leftOfTheDay()).isEqualByComparingTo("1.35");
        }
    }

    @Nested
    class WhileItsAccountIsLimited {
        private String run;

        @BeforeEach
        void limit() {
            run = runs.run(runs.task(judge, "0.10")).runId();
            List<CouncilEvent> beforeItsAnswer = runs.journal.all().stream()
                    .takeWhile(event -> !(event instanceof CouncilEvent.Judged))
                    .toList();
            runs.journal = new MemoryJournal(beforeItsAnswer);
            Failure limited = Failure.of(FailureKind.RATE_LIMITED, "slow down").retryAfter(Duration.ofHours(1));
            runs.accounts
                    .ended(new Members(Map.of()).of(FakeAdapter.succeeding("wise", "0.02")), limited, Instant.now())
                    .block();
        }

        @Test
        void isHeardWhereACouncilBeforeHasAskedIt() {
            AggregatedResult result = runs.resume(run, runs.task(judge, "0.10"));

            assertThat(result.judgement()).isEqualTo(Judgement.of("wise", "clean", PRICE));
            assertThat(judge.assignments).extracting(TaskAssignment::resumed).containsExactly(false, true);
        }

        @Test
        void isNotAskedWhereNobodyHas() throws IOException {
            Files.delete(root.resolve("wise+judge/1/prompt.txt"));

            AggregatedResult result = runs.resume(run, runs.task(judge, "0.10"));

            assertThat(result.winner()).isEqualTo("cheap");
            assertThat(result.selection().reason())
                    .contains("; the judge wise did not decide: it was not asked: its account is limited until ");
            assertThat(judge.assignments).hasSize(1);
        }
    }

    private static Judgement notAsked(String why) {
        return Judgement.none("wise", "it was not asked: " + why, Cost.free());
    }
}
