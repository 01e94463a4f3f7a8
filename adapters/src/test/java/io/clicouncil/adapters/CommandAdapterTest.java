package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAdapterTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = new Trial(folder);
    }

    private CLIAdapter adapter(String options) {
        return trial.adapter(new CommandAdapterFactory(), options);
    }

    private ExecutionResult run(String script) throws IOException {
        trial.script("agent", script);
        return trial.result(adapter("{'command': ['./agent']}"));
    }

    private static Failure failure(ExecutionResult result) {
        return Objects.requireNonNull(result.failure(), "a failure");
    }

    @Nested
    class TheLastLine {
        @Test
        void namesPriceTokensAndMessage() throws IOException {
            ExecutionResult result = run("""
                    echo working
                    echo '{"cost_usd": 0.12, "input_tokens": 900, "output_tokens": 120, "message": "done"}'""");

            assertThat(result.failure()).isNull();
            assertThat(result.cost()).isEqualTo(Cost.reported(new BigDecimal("0.1200")));
            assertThat(result.usage().inputTokens()).isEqualTo(900);
            assertThat(result.usage().outputTokens()).isEqualTo(120);
            assertThat(result.usage().cacheReadTokens()).isNull();
            assertThat(result.message()).isEqualTo("done");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "\"0.1\"", "true", "[]", "1e999999999"})
        void aPriceThatIsNoneIsUnknownAndSaid(String price) throws IOException {
            trial.script("agent", "echo '{\"cost_usd\": " + price + "}'");

            ExecutionResult result = trial.result(adapter("{'command': ['./agent'], 'cost': 1}"));

            assertThat(result.failure()).isNull();
            assertThat(result.cost().known()).isFalse();
            assertThat(result.message()).contains("cost_usd");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"cost_usd\": 0.1",
                    "0.1",
                    "[1]",
                    "{\"cost_usd\": 0.1} and more",
                    "{\"cost_usd\": NaN}",
                    "{\"cost_usd\": 1e-999999999999}"
                })
        void whatIsNoObjectIsNoReport(String line) throws IOException {
            ExecutionResult result = run("echo '" + line + "'");

            assertThat(result.failure()).isNull();
            assertThat(result.cost().known()).isFalse();
        }

        @Test
        void onlyTheLastLineCounts() throws IOException {
            assertThat(run("echo '{\"cost_usd\": 0.1}'; echo done").cost().known())
                    .isFalse();
        }

        @Test
        void mayBeLongerThanALineThatIsShown() throws IOException {
            ExecutionResult result = run(
                    "printf '{\"cost_usd\": 0.25, \"message\": \"'; head -c 100000 /dev/zero | tr '\\0' x; echo '\"}'");

            assertThat(result.cost().amount()).isEqualByComparingTo("0.25");
        }

        @Test
        void namesAFailureEvenWithExitCode0() throws IOException {
            ExecutionResult result = run("echo '{\"failure\": \"RATE_LIMITED\", \"retry_after_seconds\": 2.5}'");

            assertThat(failure(result).kind()).isEqualTo(FailureKind.RATE_LIMITED);
            assertThat(failure(result).retryAfter()).isEqualTo(Duration.ofMillis(2500));
            assertThat(result.chargeable().known()).isTrue();
        }

        @Test
        void namesAFailureThatThereIsNoneOf() throws IOException {
            Failure failure = failure(run("echo '{\"failure\": \"TIRED\"}'"));

            assertThat(failure.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
            assertThat(failure.message()).isEqualTo("its last line names an unknown failure, 'TIRED'");
        }

        @Test
        void countsAfterATermToo() throws IOException {
            trial.script("agent", "trap 'echo \"{\\\"cost_usd\\\": 0.5}\"; exit 1' TERM; while :; do sleep 0.1; done");
            // It must be able to set its trap before that.
            trial.timeout = Duration.ofSeconds(3);

            ExecutionResult result = trial.result(adapter("{'command': ['./agent']}"));

            assertThat(failure(result)).isEqualTo(Failure.of(FailureKind.TIMED_OUT, "it took longer than 3s"));
            assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
        }
    }

    @Nested
    class HowItEnds {
        @Test
        void withAnExitCode() throws IOException {
            Failure failure = failure(run("echo first >&2; echo no space >&2; exit 3"));

            assertThat(failure).isEqualTo(Failure.of(FailureKind.CRASHED, "exit code 3: no space"));
        }

        @Test
        void withASignal() throws IOException {
            assertThat(failure(run("kill -SEGV $$")).message()).isEqualTo("exit code 139 (SIGSEGV)");
        }

        @Test
        void missing() throws IOException {
            ExecutionResult result = trial.result(adapter("{'command': ['no-such-agent'], 'cost': 1}"));

            assertThat(failure(result).kind()).isEqualTo(FailureKind.NOT_INSTALLED);
            assertThat(result.cost().amount()).isEqualByComparingTo("0");
        }

        @Test
        void stoppedBeforeItBeganItCostsNothing() throws IOException {
            trial.stop.raise();

            ExecutionResult result = run("echo");

            assertThat(failure(result).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(result.cost()).isEqualTo(Cost.free());
        }

        @Test
        void withoutASecretInWhatItSaid() throws IOException {
            trial.environment.put("MY_API_KEY", "sk-very-secret");
            trial.script("agent", "echo $MY_API_KEY; echo \"bad key $MY_API_KEY\" >&2; exit 1");

            List<AgentEvent> events = trial.events(adapter("{'command': ['./agent']}"));

            assertThat(events.toString()).contains("bad key [secret]").doesNotContain("sk-very-secret");
        }
    }

    @Nested
    class ItsPrice {
        private Cost cost(String option) throws IOException {
            trial.script("agent", "exit 0");
            return trial.result(adapter("{'command': ['./agent']" + option + "}"))
                    .cost();
        }

        @Test
        void isUnknownUnlessConfigured() throws IOException {
            assertThat(cost("")).isEqualTo(Cost.unknown());
        }

        @Test
        void isFreeWhereItIsZero() throws IOException {
            assertThat(cost(", 'cost': 0")).isEqualTo(Cost.free());
        }

        @Test
        void isWhatWasConfigured() throws IOException {
            assertThat(cost(", 'cost': 0.3")).isEqualTo(Cost.of(new BigDecimal("0.3"), CostSource.CONFIGURED));
            assertThat(adapter("{'command': ['x'], 'cost': 0.3}")
                            .estimate("", null)
                            .block())
                    .isEqualTo(Estimate.exactly(new BigDecimal("0.3000")));
        }
    }

    @Nested
    class ThePrompt {
        private String seen(String options) throws IOException {
            trial.prompt = "it's {model} \"$(id)\" 😀\n-x";
            trial.model = "m1";
            trial.script("agent", "printf '%s|' \"$@\" >seen; cat >>seen");
            assertThat(trial.result(adapter(options)).failure()).isNull();
            return Files.readString(trial.workspace.resolve("seen"));
        }

        @Test
        void onStandardInput() throws IOException {
            assertThat(seen("{'command': ['./agent', 'a']}")).isEqualTo("a|" + trial.prompt);
        }

        @Test
        void asTheLastArgument() throws IOException {
            assertThat(seen("{'command': ['./agent', 'a'], 'prompt': 'argument'}"))
                    .isEqualTo("a|" + trial.prompt + "|");
        }

        @Test
        void asTheArgumentWhereItStands() throws IOException {
            assertThat(seen("{'command': ['./agent', '--task={prompt}', '{model}', '{x}'], 'prompt': 'argument'}"))
                    .isEqualTo("--task=" + trial.prompt + "|m1|{x}|");
        }

        @Test
        void asAFile() throws IOException {
            String[] arguments = seen("{'command': ['./agent', '-f', '{promptFile}'], 'prompt': 'file'}")
                    .split("\\|", 0);

            assertThat(Files.readString(Path.of(arguments[1]))).isEqualTo(trial.prompt);
        }
    }

    @Nested
    class ItsOptions {
        private void refused(String options, String message) {
            assertThatThrownBy(() -> adapter(options))
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining(message);
        }

        @Test
        void areReadStrictly() {
            refused("{'comand': ['x']}", "agent 'fixer': there is no option 'comand'; did you mean 'command'?");
            refused("{}", "'command' must be a list");
            refused("{'command': []}", "'command' must be a list");
            refused("{'command': 'x'}", "'command' must be a list");
            refused("{'command': ['x'], 'prompt': 'pipe'}", "'prompt' must be one of stdin, argument, file");
            refused("{'command': ['x'], 'cost': -1}", "'cost' must be a number of US dollars");
            refused("{'command': ['x'], 'cost': 'free'}", "'cost' must be a number of US dollars");
        }

        @Test
        void probeLooksWhetherItIsThere() throws IOException {
            trial.script("agent", "exit 0");

            Availability there = Objects.requireNonNull(
                    adapter("{'command': ['./agent']}").probe().block());
            Availability missing = Objects.requireNonNull(
                    adapter("{'command': ['nobody']}").probe().block());

            assertThat(there.usable()).isTrue();
            assertThat(there.executable()).endsWith("agent");
            assertThat(missing.installed()).isFalse();
            assertThat(missing.advice()).contains("there is no nobody on the PATH");
        }
    }
}
