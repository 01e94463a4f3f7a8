package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestAdapterTest extends RobotTrial {
    private static final String STREAMING = """
            {'command': ['robot', 'run', ['--model', '{model}'], ['--limit={maxCost}'], '--quiet'],
             'environment': {'ROBOT_COLOR': 'never'}, 'keys': ['ROBOT_KEY'], 'state': ['~/.robot'],
             'output': {'format': 'ndjson', 'record': '/kind', 'is': 'end',
                        'cost': '/bill/usd', 'input': '/tokens/in', 'inputIncludesCached': true,
                        'cacheRead': '/tokens/cached', 'output': '/tokens/out',
                        'session': '/id', 'model': '/model', 'message': '/text'},
             'failures': [
               {'kind': 'RATE_LIMITED', 'pattern': 'slow down, wait (\\\\d+) s', 'in': 'stderr', 'retryAfter': 1},
               {'kind': 'QUOTA', 'pattern': 'no money', 'exit': [2]},
               {'kind': 'AUTH', 'exit': [41, 42]}],
             'probe': {'arguments': ['version'], 'version': 'robot v([0-9.]+)', 'advice': 'see robot.example'}}""";

    private static Failure failure(ExecutionResult result) {
        return Objects.requireNonNull(result.failure(), "a failure");
    }

    @Test
    void readsTheFinalRecord() throws IOException {
        ExecutionResult result = run(
                STREAMING,
                robot().print(
                                "{\"kind\":\"step\",\"bill\":{\"usd\":9}}",
                                "{\"kind\":\"end\",\"bill\":{\"usd\":0.5},\"tokens\":{\"in\":100,\"cached\":80,\"out\":7},"
                                        + "\"id\":\"s1\",\"model\":\"m1\",\"text\":\"done\"}",
                                "bye"));

        assertThat(result.failure()).isNull();
        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
        assertThat(result.usage()).isEqualTo(new Usage(20L, 7L, 80L, null));
        assertThat(result.session()).isEqualTo("s1");
        assertThat(result.model()).isEqualTo("m1");
        assertThat(result.message()).isEqualTo("done");
    }

    @Test
    void readsOneObject() throws IOException {
        ExecutionResult result = run(
                "{'command': ['robot'], 'output': {'format': 'json', 'cost': '/usd'}}",
                robot().print("{", "\"usd\": 0.5", "}"));

        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
    }

    @Test
    void aPriceThatIsNoneIsUnknown() throws IOException {
        assertThat(run(
                                "{'command': ['robot'], 'output': {'format': 'json', 'cost': '/usd'}}",
                                robot().print("{\"usd\": \"much\"}"))
                        .cost()
                        .known())
                .isFalse();
    }

    @Nested
    class Signs {
        @Test
        void ofALimitWithItsWait() throws IOException {
            Failure failure =
                    failure(run(STREAMING, robot().error("slow down, wait 30 s").exit(1)));

            assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void ofAnExitCode() throws IOException {
            assertThat(failure(run(STREAMING, robot().exit(42))).kind()).isEqualTo(FailureKind.AUTH);
        }

        @Test
        void needBothWhereBothAreNamed() throws IOException {
            assertThat(failure(run(STREAMING, robot().print("no money").exit(2)))
                            .kind())
                    .isEqualTo(FailureKind.QUOTA);
            assertThat(failure(run(STREAMING, robot().print("no money").exit(3)))
                            .kind())
                    .isEqualTo(FailureKind.CRASHED);
        }

        @Test
        void ofNothingAtAll() throws IOException {
            assertThat(failure(run(STREAMING, robot().exit(0))).kind()).isEqualTo(FailureKind.BAD_OUTPUT);
            assertThat(run("{'command': ['robot']}", robot().exit(0)).failure()).isNull();
        }
    }

    @Test
    void leavesOutWhatHasNoValue() throws IOException {
        run(STREAMING, robot().keepArguments("bare"));
        trial.model = "m2";
        trial.maxCost = "1.50";
        run(STREAMING, robot().keepArguments("full").keepEnvironment("environment"));

        assertThat(Files.readString(trial.workspace.resolve("bare"))).isEqualTo("run\0--quiet\0");
        assertThat(Files.readString(trial.workspace.resolve("full")))
                .isEqualTo("run\0--model\0m2\0--limit=1.50\0--quiet\0");
        assertThat(Files.readString(trial.workspace.resolve("environment"))).contains("ROBOT_COLOR=never");
        assertThat(adapter(STREAMING, "{}").capabilities().environment()).containsExactly("ROBOT_KEY");
    }

    @Test
    void isLookedForAsItSays() throws IOException {
        Availability missing =
                Objects.requireNonNull(adapter(STREAMING, "{}").probe().block(Trial.LONG_ENOUGH));
        robot().print("robot v1.2.3 of today").install(bin);
        Availability found =
                Objects.requireNonNull(adapter(STREAMING, "{}").probe().block(Trial.LONG_ENOUGH));

        assertThat(missing.advice()).isEqualTo("there is no robot on the PATH: see robot.example");
        assertThat(found.version()).isEqualTo("1.2.3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"comand": []}                                              | no option 'comand'; did you mean 'command'?
                    {}                                                          | 'command' must be a list
                    {"command": [[], "x"]}                                      | 'command' must be a list that begins with
                    {"command": ["x"], "output": {}}                            | 'format' must be one of text, json, ndjson
                    {"command": ["x"], "output": {"format": "xml"}}             | 'format' must be one of text, json, ndjson
                    {"command": ["x"], "output": {"format": "json", "costs": "/a"}} | adapter 'robot', output: there is no option 'costs'
                    {"command": ["x"], "output": {"format": "json", "cost": "a"}} | 'cost' must be a JSON pointer
                    {"command": ["x"], "output": {"format": "json", "record": "/a"}} | 'is' must be there together with
                    {"command": ["x"], "failures": [{"kind": "AUTH"}]}          | 'pattern' must be there, or 'exit'
                    {"command": ["x"], "failures": [{"pattern": "a"}]}          | 'kind' must be a kind of failure
                    {"command": ["x"], "failures": [{"kind": "AUTH", "pattern": "("}]} | 'pattern' must be a regular expression
                    {"command": ["x"], "failures": [{"kind": "AUTH", "pattern": "a", "retryAfter": 1}]} | 'retryAfter' must be
                    {"command": ["x"], "failures": {"kind": "AUTH"}}            | 'failures' must be a list
                    {"command": ["x"], "keys": "A"}                             | 'keys' must be a list of texts
                    """)
    void isReadStrictly(String manifest, String complaint) {
        assertThatThrownBy(() -> new ManifestAdapterFactory("robot", Trial.options(manifest)))
                .isInstanceOf(CouncilException.class)
                .hasMessageContaining(complaint);
    }
}
