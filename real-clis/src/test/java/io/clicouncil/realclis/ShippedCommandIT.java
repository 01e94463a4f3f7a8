package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.json.Json;
import io.clicouncil.realclis.api.ModelApi;
import io.clicouncil.result.AggregatedResult;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command as users have it: one jar, a {@code council.yml}, a repository. */
@Tag("real-clis")
class ShippedCommandIT {
    @Test
    void theResultDocumentNamesTheCheaperAgentAndWhatWasBilled() throws IOException {
        try (OfflineCouncil council = new OfflineCouncil()
                .seat(RealCli.CLAUDE, RealCli.CLAUDE.greeting())
                .seat(RealCli.CODEX, RealCli.CODEX.greeting())
                .settings("limits: { timeout: 3m, retries: 0, concurrency: 2 }\n")) {
            AggregatedResult result = Json.result(Json.parse(council.runByCommand()));

            ModelApi anthropic = council.provider(RealCli.CLAUDE);
            assertThat(result.winner()).isEqualTo(RealCli.CLAUDE.adapter());
            assertThat(result.winningCandidate())
                    .hasValueSatisfying(winner -> assertThat(winner.cost().amount())
                            .isEqualByComparingTo(RealCli.CLAUDE.bill(anthropic.billed(false))));
            assertThat(result.totals().eligibleCount()).isEqualTo(2);
            council.awaitNoProcess();
        }
    }
}
