package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.realclis.api.Tokens;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One council of all the real agents, in one repository. */
@Tag("real-clis")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllAgentsIT {
    /** Memory is looked at from time to time: whoever is done in less has none. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(2);

    private OfflineCouncil council;
    private RunRecord run;

    @BeforeAll
    void askThemAll() throws IOException {
        council = new OfflineCouncil();
        for (RealCli cli : RealCli.values()) {
            council.seat(cli, cli.greeting().thinking(LOOKED_AT));
        }
        run = council.settings("limits: { timeout: 3m, retries: 0, concurrency: 2 }\n")
                .run();
    }

    @AfterAll
    void close() {
        council.close();
    }

    @ParameterizedTest
    @EnumSource
    void theAgentWritesItsFileAndTheCheckPasses(RealCli cli) throws IOException {
        Candidate candidate = run.candidate(cli);
        Facts.add(cli.adapter(), "success", candidate.eligible());

        assertThat(candidate.eligible()).as(candidate.reason()).isTrue();
        assertThat(candidate.change())
                .isNotNull()
                .satisfies(change -> assertThat(change.files()).isEqualTo(1));
        assertThat(candidate.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void tokensAndDollarsAreThoseThatItsProviderBilled(RealCli cli) throws IOException {
        Candidate candidate = run.candidate(cli);
        Facts.add(cli.adapter(), "cost", candidate.cost().source());
        Tokens billed = council.provider(cli).billed(false);

        assertThat(council.provider(cli).billed(true))
                .as("what it asked beside its work, and does not report")
                .isEqualTo(Tokens.NONE);
        assertThat(candidate.usage()).isEqualTo(cli.usage(billed));
        assertThat(candidate.cost().amount()).isEqualByComparingTo(cli.bill(billed));
        assertThat(candidate.cost().source()).isEqualTo(cli.costSource());
    }

    @Test
    void theCheapestOneWins() {
        RealCli cheapest = Arrays.stream(RealCli.values())
                .min(Comparator.comparing(this::bill))
                .orElseThrow();

        assertThat(run.result().status()).isEqualTo(RunStatus.WINNER);
        assertThat(run.result().winner()).isEqualTo(cheapest.adapter());
        assertThat(run.result().totals().cost().unknownCount()).isZero();
        assertThat(run.result().totals().cost().known())
                .isEqualByComparingTo(
                        Arrays.stream(RealCli.values()).map(this::bill).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @ParameterizedTest
    @EnumSource
    void itSaysWhenItBeganToPrintAndHowMuchMemoryItHeld(RealCli cli) throws IOException {
        ResourceUsage used = run.attempts(cli).get(0).result().resources();
        Duration start = Objects.requireNonNull(used.firstOutput());
        long memoryBytes = Objects.requireNonNull(used.peakMemoryBytes());
        Facts.add(cli.adapter(), "start", start.toMillis());
        Facts.add(cli.adapter(), "memory", memoryBytes);

        assertThat(start).isPositive();
        assertThat(memoryBytes).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void itAsksForNothingBesidesItsProvider(RealCli cli) throws IOException {
        List<String> outside =
                council.wantedOutside(cli).stream().distinct().sorted().toList();
        for (String wanted : outside) {
            Facts.add(cli.adapter(), "outside", wanted);
        }

        assertThat(outside).isSubsetOf(cli.knownToAskFor());
    }

    @ParameterizedTest
    @EnumSource
    void itWorksBehindWallsWhereTheMachineHasSome(RealCli cli) {
        assertThat(run.candidate(cli).sandbox())
                .isEqualTo(new ZtCommandRunner().sandboxes().name());
    }

    @Test
    void noProcessOfThemIsLeft() {
        council.awaitNoProcess();
    }

    private BigDecimal bill(RealCli cli) {
        return cli.bill(council.provider(cli).billed(false));
    }
}
