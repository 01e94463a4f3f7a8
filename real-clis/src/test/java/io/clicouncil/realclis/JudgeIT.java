package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.realclis.api.Script;
import io.clicouncil.realclis.api.Tokens;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Judgement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real agents as the judge of two programs that are both right and cost the same. */
@Tag("real-clis")
class JudgeIT {
    private static final String PROGRAMS = """
              one: { adapter: command, command: [sh, -c, "echo hello from one >hello.txt"], cost: 0.01 }
              two: { adapter: command, command: [sh, -c, "echo hello from two >hello.txt"], cost: 0.01 }
            """;

    private static final Tokens BILLED = new Tokens(1000, 4000, 500, 60, 20);

    @ParameterizedTest
    @EnumSource
    void namesTheWinnerAndCostsWhatItsProviderBilled(RealCli cli) throws IOException {
        Script script = Script.saying("Both greet.\n\nBEST: A", BILLED);
        try (OfflineCouncil council = new OfflineCouncil()
                .seat(cli, script)
                .others(PROGRAMS)
                .settings("limits: { timeout: 3m, retries: 0 }\njudge: { agent: " + cli.adapter() + ", band: 0 }\n")) {
            AggregatedResult result = council.run().result();

            Judgement judgement = Objects.requireNonNull(result.judgement());
            BigDecimal bill = cli.bill(council.provider(cli).billed(false));
            SoftAssertions all = new SoftAssertions();
            all.assertThat(result.candidates()).extracting(Candidate::agent).containsExactly("one", "two");
            all.assertThat(council.provider(cli).billed(true))
                    .as("what it asked beside its work, and does not report")
                    .isEqualTo(Tokens.NONE);
            all.assertThat(judgement.preferred()).as(judgement.reason()).isEqualTo(changeA(council, result, cli));
            all.assertThat(result.winner()).isEqualTo(judgement.preferred());
            all.assertThat(judgement.cost().amount()).isEqualByComparingTo(bill);
            all.assertThat(judgement.cost().source()).isEqualTo(cli.costSource());
            all.assertThat(result.totals().cost().known()).isEqualByComparingTo(bill.add(new BigDecimal("0.02")));
            all.assertAll();
            council.awaitNoProcess();
        }
    }

    /** Whose change the judge got to see as the first. */
    private static String changeA(OfflineCouncil council, AggregatedResult result, RealCli cli) throws IOException {
        Path files = council.repository()
                .resolve(".git/council/runs")
                .resolve(result.runId())
                .resolve(cli.adapter() + "+judge/1");
        String prompt = Files.readString(files.resolve("prompt.txt"));
        assertThat(prompt).containsOnlyOnce("+hello from one").containsOnlyOnce("+hello from two");
        return prompt.indexOf("+hello from one") < prompt.indexOf("+hello from two") ? "one" : "two";
    }
}
