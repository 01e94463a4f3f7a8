package io.clicouncil.realclis;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.realclis.api.Exchange;
import io.clicouncil.realclis.api.Tokens;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Agents whose first change does not pass the check, and who go on from it. */
@Tag("real-clis")
class RepairIT {
    /** Where the price decides, a cheap agent that is quick ends the dear ones before they are judged. */
    private static final String SETTINGS =
            "limits: { timeout: 3m, retries: 0, repairs: 1, concurrency: 2 }\nselect: smallest\n";

    /** Enough for an attempt of each, and not for both of those of Claude Code or Codex. */
    private static final String MAX_COST = "0.03";

    @Test
    void goesOnInItsOwnSessionAndIsBilledOnce() throws IOException {
        try (OfflineCouncil council = councilOf(RealCli.values())) {
            RunRecord run = council.run();

            SoftAssertions all = new SoftAssertions();
            for (RealCli cli : RealCli.values()) {
                List<Boolean> again = again(council, cli);
                Facts.add(cli.adapter(), "session", again.get(again.size() - 1) ? "yes" : "no");
                all.assertThat(again).as(cli.adapter()).containsExactly(false, false, true, true);
                expectRepaired(all, council, run, cli);
                all.assertThat(run.attempts(cli).stream()
                                .map(attempt -> attempt.result().session())
                                .distinct())
                        .as(cli.adapter())
                        .hasSize(1);
            }
            all.assertAll();
            council.awaitNoProcess();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GEMINI", "QWEN"})
    void goesOnByTheProtocolToo(RealCli cli) throws IOException {
        try (OfflineCouncil council = councilOf(cli).byProtocol()) {
            RunRecord run = council.run();

            List<ExecutionResult> attempts = run.attempts(cli).stream()
                    .map(CouncilEvent.AttemptFinished::result)
                    .toList();
            SoftAssertions all = new SoftAssertions();
            all.assertThat(run.candidate(cli).eligible())
                    .as(run.candidate(cli).reason())
                    .isTrue();
            all.assertThat(attempts).hasSize(2);
            long sessions =
                    attempts.stream().map(ExecutionResult::session).distinct().count();
            // Gemini CLI does not find a session in the minute in which it opened it.
            all.assertThat(sessions).isBetween(1L, cli == RealCli.GEMINI ? 2L : 1L);
            // The model answers twice in a session before it is said to be done.
            all.assertThat(again(council, cli).stream().filter(known -> !known).count())
                    .isEqualTo(2 * sessions);
            all.assertThat(attempts.stream().map(ExecutionResult::usage).distinct())
                    .hasSize(1);
            all.assertThat(attempts.get(0).usage().seen()).isTrue();
            all.assertAll();
            council.awaitNoProcess();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLAUDE", "CODEX", "OPENCODE"})
    void beginsAfreshWhereItsSessionIsGone(RealCli cli) throws IOException {
        try (OfflineCouncil council = councilOf(cli)) {
            RunRecord run = council.run(event -> {
                if (event instanceof CouncilEvent.AttemptFinished finished && finished.attempt() == 1) {
                    council.loseTheHome();
                }
            });

            SoftAssertions all = new SoftAssertions();
            all.assertThat(again(council, cli)).containsExactly(false, false, false, false);
            expectRepaired(all, council, run, cli);
            all.assertAll();
            council.awaitNoProcess();
        }
    }

    /** Which of the requests go on with a conversation that had come to its end. */
    private static List<Boolean> again(OfflineCouncil council, RealCli cli) {
        return council.provider(cli).exchanges().stream().map(Exchange::again).toList();
    }

    private static void expectRepaired(SoftAssertions all, OfflineCouncil council, RunRecord run, RealCli cli) {
        Candidate candidate = run.candidate(cli);
        Tokens billed = council.provider(cli).billed(false);
        all.assertThat(candidate.eligible()).as(cli + ": " + candidate.reason()).isTrue();
        all.assertThat(candidate.attempts()).as(cli.adapter()).isEqualTo(2);
        all.assertThat(candidate.usage()).as(cli.adapter()).isEqualTo(cli.usage(billed));
        all.assertThat(candidate.cost().amount()).as(cli.adapter()).isEqualByComparingTo(cli.bill(billed));
        all.assertThat(candidate.cost().source()).as(cli.adapter()).isEqualTo(cli.costSource());
    }

    private static OfflineCouncil councilOf(RealCli... clis) throws IOException {
        OfflineCouncil council = new OfflineCouncil().settings(SETTINGS).maxCost(MAX_COST);
        for (RealCli cli : clis) {
            council.seat(cli, cli.greeting().firstInto("draft.txt"));
        }
        return council;
    }
}
