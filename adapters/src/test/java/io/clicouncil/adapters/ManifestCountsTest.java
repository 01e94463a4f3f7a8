package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is counted by a manifest, and what it costs. */
class ManifestCountsTest extends RobotTrial {
    @Nested
    class Sums {
        private final FakeCli twoSteps = robot().print(
                        json("{'type':'step','in':1000,'cached':10,'out':5,'thought':2,'usd':0.25}"),
                        json("{'type':'text','text':'all '}"),
                        json("{'type':'text','text':'done'}"),
                        json("{'type':'tool','name':'Edit','file':'a.txt'}"),
                        json("{'type':'step','in':2000,'out':7,'usd':0.5}"));

        @Test
        void areMadeOfAllRecordsOfAKind() throws IOException {
            ExecutionResult result = run(STEPS, twoSteps);

            assertThat(result.failure()).isNull();
            assertThat(result.usage()).isEqualTo(new Usage(3000L, 14L, 10L, null));
            assertThat(result.cost().amount()).isEqualByComparingTo("0.75");
            assertThat(result.cost().source()).isEqualTo(CostSource.REPORTED);
            assertThat(result.message()).isEqualTo("all done");
        }

        @Test
        void areToldWhileTheyGrow() throws IOException {
            twoSteps.install(bin);
            List<AgentEvent> events = trial.events(adapter(STEPS, "{}"));

            assertThat(events.stream()
                            .filter(AgentEvent.Spending.class::isInstance)
                            .map(event -> ((AgentEvent.Spending) event).usage()))
                    .containsExactly(new Usage(1000L, 7L, 10L, null), new Usage(3000L, 14L, 10L, null));
            assertThat(events).contains(new AgentEvent.Activity("Edit a.txt"));
        }
    }

    @Nested
    class Prices {
        private final FakeCli priceless = robot().print(json("{'type':'step','in':1000000,'out':100000,'usd':0}"));

        @Test
        void ofNothingForTokensThatWereUsedAreDerivedFromTheModel() throws IOException {
            trial.model = "openai/gpt-5-mini";
            ExecutionResult result = run(STEPS, priceless);

            assertThat(result.cost().amount()).isEqualByComparingTo("0.45");
            assertThat(result.cost().source()).isEqualTo(CostSource.DERIVED);
        }

        @Test
        void ofAnotherModelAreUnknown() throws IOException {
            trial.model = "no-such-model";

            assertThat(run(STEPS, priceless).cost().known()).isFalse();
        }

        @Test
        void ofLongRequestsAreHigher() throws IOException {
            trial.model = "gpt-5.5";

            // Above 272,000 tokens of prompt: 10 and 45 dollars in place of 5 and 30.
            assertThat(run(STEPS, priceless).cost().amount()).isEqualByComparingTo("14.5");
        }

        @Test
        void areNotionalOnAPlanUnlessAKeyIsSet() throws IOException {
            trial.model = "gpt-5-mini";
            assertThat(run(STEPS, priceless).cost().billing()).isEqualTo(Billing.SUBSCRIPTION);
            assertThat(trial.result(adapter(STEPS, "{'billing': 'metered'}"))
                            .cost()
                            .billing())
                    .isEqualTo(Billing.METERED);

            trial.environment.put("ROBOT_KEY", "fake");
            assertThat(run(STEPS, priceless).cost().billing()).isEqualTo(Billing.METERED);
        }

        @Test
        void areEstimatedWhereTheModelHasOne() {
            CLIAdapter adapter = adapter(STEPS, "{}");

            Estimate known = Objects.requireNonNull(
                    adapter.estimate("x".repeat(4000), "gpt-5-mini").block());
            // 61,000 fresh tokens, 419,000 from the cache, 12,000 that come out.
            assertThat(known.expected()).isEqualByComparingTo(new BigDecimal("0.049725"));
            assertThat(known.worst()).isNull();
            assertThat(adapter.estimate("x", null).block()).isEqualTo(Estimate.UNKNOWN);
        }
    }
}
