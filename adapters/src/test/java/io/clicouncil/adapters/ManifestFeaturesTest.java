package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manifest can say besides a command line and the fields of a final record. */
class ManifestFeaturesTest extends RobotTrial {
    @Nested
    class Errors {
        @Test
        void areLookedForWhereTheyStandAndNotInTalk() throws IOException {
            assertThat(run(STEPS, robot().print("429 come back in 3s", json("{'type':'step'}")))
                            .failure())
                    .isNull();

            Failure failure = Objects.requireNonNull(run(
                            STEPS,
                            robot().print(json("{'type':'oops','code':429,'why':'come back in 1.5s'}"))
                                    .exit(1))
                    .failure());
            assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
            assertThat(failure.message()).isEqualTo("429 come back in 1.5s");
            assertThat(Objects.requireNonNull(failure.retryAfter()).toMillis()).isEqualTo(1500);
        }

        @Test
        void areLookedForOnStandardErrorOnlyAfterAFailure() throws IOException {
            FakeCli noisy = robot().error("429 come back in 3s").print(json("{'type':'step'}"));

            assertThat(run(STEPS, noisy).failure()).isNull();
            assertThat(Objects.requireNonNull(run(
                                            STEPS,
                                            robot().error("429 come back in 3s").exit(1))
                                    .failure())
                            .kind())
                    .isEqualTo(FailureKind.RATE_LIMITED);
        }

        @Test
        void thatNoRuleKnowsAreFailuresAllTheSame() throws IOException {
            Failure failure = Objects.requireNonNull(
                    run(STEPS, robot().print(json("{'type':'step'}"), json("{'type':'oops','why':'it\\nburns'}")))
                            .failure());

            assertThat(failure).isEqualTo(Failure.of(FailureKind.CRASHED, "it burns"));
        }

        @Test
        void mayStandInTheFinalRecordAlone() throws IOException {
            assertThat(run(STEPS, robot().print(json("{'type':'step','end':'denied'}"), json("{'type':'step'}")))
                            .failure())
                    .isNull();
            assertThat(Objects.requireNonNull(run(STEPS, robot().print(json("{'type':'step','end':'denied'}")))
                                    .failure())
                            .kind())
                    .isEqualTo(FailureKind.REFUSED);
        }
    }

    @Nested
    class PrivatePlaces {
        private static final String HOME = """
                {'command': ['robot', ['--log', '{files}/log']],
                 'private': {'with': ['ROBOT_KEY'], 'environment': {'ROBOT_HOME': '{files}/home'},
                             'files': {'home/settings.json': {'update': false}, 'home/name': 'robot'}}}""";

        private String environment() throws IOException {
            run(HOME, robot().keepEnvironment("environment"));
            return Files.readString(trial.workspace.resolve("environment"));
        }

        @Test
        void areMadeWhereAKeyIsSet() throws IOException {
            trial.environment.put("ROBOT_KEY", "fake");
            String home = environment().split("ROBOT_HOME=", -1)[1].split("\0", -1)[0];

            assertThat(home).endsWith("/home");
            assertThat(Path.of(home, "settings.json")).hasContent("{\"update\":false}");
            assertThat(Path.of(home, "name")).hasContent("robot");
        }

        @Test
        void areNotMadeForWhoIsSignedInOtherwise() throws IOException {
            assertThat(environment()).doesNotContain("ROBOT_HOME");
        }

        @Test
        void giveWayToThoseOfTheUser() throws IOException {
            trial.environment.put("ROBOT_KEY", "fake");
            trial.environment.put("ROBOT_HOME", "/mine");

            assertThat(environment()).contains("ROBOT_HOME=/mine");
        }
    }

    @Test
    void furtherArgumentsGoWhereTheyAreWanted() throws IOException {
        robot().keepArguments("seen").install(bin);
        trial.result(adapter("{'command': ['robot', '{arguments}', '-']}", "{'arguments': ['-c', 'a=b']}"));
        assertThat(trial.workspace.resolve("seen")).hasContent("-c\0a=b\0-\0");

        trial.result(adapter("{'command': ['robot', '-x']}", "{'arguments': ['-c']}"));
        assertThat(trial.workspace.resolve("seen")).hasContent("-x\0-c\0");
    }

    @Test
    void whatNeedsAModelIsNotBegunWithoutOne() throws IOException {
        robot().write("begun", "yes").print("1.0.0").install(bin);
        CLIAdapter adapter = adapter("{'command': ['robot'], 'modelNeeded': 'it would ask anybody'}", "{}");

        Availability found = Objects.requireNonNull(adapter.probe().block(Trial.LONG_ENOUGH));
        assertThat(found.usable()).isFalse();
        assertThat(found.advice()).isEqualTo("name a 'model' for it: it would ask anybody");

        ExecutionResult result = trial.result(adapter);
        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(result.chargeable().amount()).isEqualByComparingTo("0");
        assertThat(trial.workspace.resolve("begun")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"1.9.9, true", "2.0, false", "2.0.0, false", "2.0.1-beta, false", "10.0.0, false", "1.10.0, true"})
    void saysThatAProgramIsTooOld(String version, boolean old) throws IOException {
        robot().print("robot " + version).install(bin);
        Availability found = Objects.requireNonNull(adapter(
                        "{'command': ['robot'], 'probe': {'arguments': ['-v'], 'minimum': '2.0.0', 'advice': 'update'}}",
                        "{}")
                .probe()
                .block(Trial.LONG_ENOUGH));

        assertThat(found.usable()).isTrue();
        assertThat(found.advice())
                .isEqualTo(old ? "it is older than 2.0.0, the oldest that is understood: update" : "");
    }

    @Test
    void seesTheSignsOfBeingSignedIn() throws IOException {
        String manifest =
                "{'command': ['robot'], 'signedIn': {'keys': ['ROBOT_KEY'], 'files': ['$ROBOT_HOME/auth', '~/.robot/auth']}}";
        robot().install(bin);
        trial.environment.put("HOME", folder.toString());
        assertThat(signedIn(manifest)).isNull();

        Files.createDirectory(folder.resolve(".robot"));
        Files.writeString(folder.resolve(".robot/auth"), "fake");
        assertThat(signedIn(manifest)).isTrue();

        trial.environment.put("HOME", "/nowhere");
        assertThat(signedIn(manifest)).isNull();
        trial.environment.put("ROBOT_KEY", "fake");
        assertThat(signedIn(manifest)).isTrue();
    }

    private @Nullable Boolean signedIn(String manifest) {
        return Objects.requireNonNull(adapter(manifest, "{}").probe().block(Trial.LONG_ENOUGH))
                .signedIn();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'command': ['x'], 'private': {'files': {'../a': 'b'}}}                | 'files' must be names inside of
                    {'command': ['x'], 'output': {'format': 'text', 'file': {'name': '/a', 'format': 'json'}}} | 'name' must be the name
                    {'command': ['x'], 'output': {'format': 'json', 'message': {'when': {}}}} | 'at' must be one JSON pointer or more
                    {'command': ['x'], 'failures': [{'kind': 'AUTH', 'in': 'final', 'pattern': 'a'}]} | 'at' must be one JSON pointer
                    {'command': ['x'], 'billing': 'never'}                                 | 'billing' must be one of metered
                    """, quoteCharacter = '`')
    void isReadStrictly(String manifest, String complaint) {
        assertThatThrownBy(() -> new ManifestAdapterFactory("robot", Trial.options(manifest)))
                .isInstanceOf(CouncilException.class)
                .hasMessageContaining(complaint);
    }
}
