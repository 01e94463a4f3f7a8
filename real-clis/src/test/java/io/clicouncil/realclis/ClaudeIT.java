package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.CostSource;
import io.clicouncil.result.Candidate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-clis")
class ClaudeIT {
    @Test
    void itWritesItsFileAndReportsWhatWasBilled() throws Exception {
        RealCli cli = RealCli.CLAUDE;
        try (OfflineCouncil council = new OfflineCouncil().seat(cli, cli.greeting())) {
            RunRecord run = council.run();

            Candidate candidate = run.candidate(cli);
            assertThat(candidate.reason()).contains("passed");
            assertThat(candidate.eligible()).isTrue();
            assertThat(candidate.usage())
                    .isEqualTo(council.provider(cli).billed(false).usage(true));
            assertThat(candidate.cost().amount())
                    .isEqualByComparingTo(cli.bill(council.provider(cli).billed(false)));
            assertThat(candidate.cost().source()).isEqualTo(CostSource.REPORTED);
            assertThat(council.wantedOutside()).isEmpty();
            council.awaitNoProcess();
        }
    }
}
