package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeCodeAdapterTest {
    @TempDir
    Path folder;

    private Trial trial;
    private Path bin;

    @BeforeEach
    void setUp() throws IOException {
        trial = new Trial(folder);
        bin = trial.bin();
    }

    private CLIAdapter adapter(String options) {
        return trial.adapter(new ClaudeCodeAdapterFactory(), options);
    }

    private List<String> words(String file) throws IOException {
        return Arrays.asList(Files.readString(trial.workspace.resolve(file)).split("\0", 0));
    }

    private Availability probed() {
        return Objects.requireNonNull(adapter("{}").probe().block(Trial.LONG_ENOUGH));
    }

    @Test
    void followsTheSettingsOfARepositoryThatIsTrusted() throws IOException {
        FakeCli.named("claude").keepArguments("arguments").install(bin);

        trial.events(trial.trusting(new ClaudeCodeAdapterFactory()));

        assertThat(words("arguments"))
                .contains("acceptEdits")
                .doesNotContain("--setting-sources", "--strict-mcp-config");
    }

    @Test
    void isCalledHeadlessWithModelBudgetAndItsOwnArguments() throws IOException {
        FakeCli.named("claude").keepArguments("arguments").install(bin);
        trial.model = "sonnet";
        trial.maxCost = "2.00";

        trial.events(adapter("{'arguments': ['--allowedTools', 'Bash(mvn test)']}"));

        assertThat(words("arguments"))
                .containsExactly(
                        "-p",
                        "--output-format",
                        "stream-json",
                        "--verbose",
                        "--permission-mode",
                        "acceptEdits",
                        "--setting-sources",
                        "user",
                        "--strict-mcp-config",
                        "--model",
                        "sonnet",
                        "--max-budget-usd",
                        "2.00",
                        "--allowedTools",
                        "Bash(mvn test)");
    }

    @Test
    void leavesOutWhatIsNotSet() throws IOException {
        FakeCli.named("claude").keepArguments("arguments").install(bin);

        trial.events(adapter("{}"));

        assertThat(words("arguments")).doesNotContain("--model", "--max-budget-usd");
    }

    @ParameterizedTest
    @CsvSource({"resume, 0.01535, 0.00685", "2.1.197/resume, 0.0211875, 0.0095625"})
    void goesOnInASessionAndCostsWhatThatAdds(String recording, String before, String added) throws IOException {
        FakeCli.named("claude")
                .keepArguments("arguments")
                .print(new Recordings("claude").lines(recording).toArray(String[]::new))
                .install(bin);
        String name = "11111111-2222-4333-8444-555555555555";
        Usage earlier = new Usage(2100L, 130L, 8000L, 550L);
        Session session = new Session(name, 1, earlier, Cost.reported(new BigDecimal(before)));

        ExecutionResult result = Trial.result(adapter("{}"), trial.next(trial.assignment(), session));

        assertThat(words("arguments")).containsSubsequence("--resume", name);
        assertThat(result.session()).isEqualTo(name);
        assertThat(result.usage()).isEqualTo(new Usage(1100L, 70L, 4000L, 50L));
        assertThat(result.cost()).isEqualTo(Cost.reported(new BigDecimal(added)));
    }

    @Test
    void retriesLittleByItselfUnlessTheUserSaysOtherwise() throws IOException {
        FakeCli.named("claude").keepEnvironment("environment").install(bin);
        trial.environment.put("DISABLE_AUTOUPDATER", "0");

        trial.events(adapter("{}"));

        assertThat(words("environment"))
                .contains(
                        "CLAUDE_CODE_MAX_RETRIES=2",
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1",
                        "DISABLE_AUTOUPDATER=0");
    }

    @Test
    void isFoundWithItsVersion() throws IOException {
        FakeCli.named("claude").print("2.1.329 (Claude Code)").install(bin);

        Availability found = probed();

        assertThat(found.version()).isEqualTo("2.1.329");
        assertThat(found.executable()).isEqualTo(bin.resolve("claude").toString());
        assertThat(found.signedIn()).isNull();
        assertThat(found.usable()).isTrue();
    }

    @Test
    void isSignedInByAKeyOrByCredentials() throws IOException {
        FakeCli.named("claude").print("2.1.329 (Claude Code)").install(bin);
        Path settings = Files.createDirectory(folder.resolve("settings"));

        trial.environment.put("CLAUDE_CONFIG_DIR", settings.toString());
        assertThat(probed().signedIn()).isNull();
        Files.writeString(settings.resolve(".credentials.json"), "{}");
        assertThat(probed().signedIn()).isTrue();
        trial.environment.remove("CLAUDE_CONFIG_DIR");
        trial.environment.put("ANTHROPIC_API_KEY", "");
        assertThat(probed().signedIn()).isNull();
        trial.environment.put("ANTHROPIC_API_KEY", "sk-fake");
        assertThat(probed().signedIn()).isTrue();
    }

    @Test
    void isSignedInByTheCredentialsOfTheHomeOnlyWhereItsSettingsAreThere() throws IOException {
        FakeCli.named("claude").print("2.1.329 (Claude Code)").install(bin);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(Files.createDirectory(home.resolve(".claude")).resolve(".credentials.json"), "{}");

        trial.environment.put("HOME", home.toString());
        assertThat(probed().signedIn()).isTrue();
        trial.environment.put("CLAUDE_CONFIG_DIR", "/nowhere");
        assertThat(probed().signedIn()).isNull();
    }

    @Test
    void thatBreaksWhenItIsAskedForItsVersionIsThereAllTheSame() throws IOException {
        FakeCli.named("claude").error("Segmentation fault").exit(139).install(bin);

        assertThat(probed().installed()).isTrue();
        assertThat(probed().version()).isNull();
    }

    @Test
    void thatIsMissingComesWithAdvice() {
        assertThat(probed().advice())
                .isEqualTo("there is no claude on the PATH: npm install -g @anthropic-ai/claude-code");
    }

    @Test
    void takesNoOptionThatItDoesNotKnow() {
        assertThatThrownBy(() -> adapter("{'argument': []}"))
                .isInstanceOf(CouncilException.class)
                .hasMessage("agent 'fixer': there is no option 'argument'; did you mean 'arguments'?");
    }
}
