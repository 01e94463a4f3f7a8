package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AutoClaudeAdapterTest {
    @TempDir
    Path folder;

    private FakeAutoClaude fake;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        fake = new FakeAutoClaude(folder);
    }

    @AfterEach
    void noProcessIsLeft() {
        assertThat(LiveProcesses.marked(fake.mark)).isEmpty();
    }

    @Test
    void writesASpecificationAndBuildsItInOurWorkspace() throws IOException, InterruptedException {
        ExecutionResult result = fake.installed().result();

        assertThat(result.failure()).isNull();
        assertThat(result.message()).isNull();
        assertThat(result.session()).isEqualTo("001-greeting");
        assertThat(result.duration()).isPositive();
        assertThat(result.killLevel()).isNotBlank();
        assertThat(fake.changed()).containsExactly("A\tgreeting.txt");
        assertThat(fake.calls())
                .containsExactly(
                        "spec --project-dir " + fake.workspace + " --model claude-sonnet-4-5 --task-file "
                                + fake.files.resolve("prompt.txt") + " --complexity standard --auto-approve --no-build",
                        "build --project-dir " + fake.workspace + " --model claude-sonnet-4-5 --spec 001-greeting"
                                + " --auto-continue --direct --max-iterations 30");
    }

    @Test
    void bothStepsShareOneLimitOfTime() throws IOException {
        List<CommandSpec> run = new CopyOnWriteArrayList<>();
        fake.runner = new PassingRunner() {
            @Override
            public Flux<CommandEvent> run(CommandSpec spec) {
                run.add(spec);
                return super.run(spec);
            }
        };

        assertThat(fake.installed().result().failure()).isNull();

        assertThat(run).hasSize(2);
        assertThat(run.get(0).limits().timeout()).isEqualTo(FakeAutoClaude.LONG_ENOUGH);
        assertThat(run.get(1).limits().timeout()).isPositive().isLessThan(FakeAutoClaude.LONG_ENOUGH);
    }

    @Test
    void countsEachMessageOnceAndPricesItByItsModel() throws IOException {
        ExecutionResult result = fake.installed().result();

        assertThat(result.usage()).isEqualTo(new Usage(3500L, 350L, 2000L, 400L));
        assertThat(result.cost())
                .isEqualTo(new Cost(new BigDecimal("0.01635"), CostSource.DERIVED, Billing.SUBSCRIPTION));
        assertThat(result.model()).isEqualTo("claude-sonnet-4-5-20250929");
    }

    @Test
    void hasNoKnownPriceWhereOneModelHasNone() throws IOException {
        ExecutionResult result = fake.installed().behaving("unknown-model").result();

        assertThat(result.failure()).isNull();
        assertThat(result.usage().inputTokens()).isEqualTo(3500);
        assertThat(result.cost().known()).isFalse();
    }

    @Test
    void isMeteredWithATokenOfAnotherEndpoint() throws IOException {
        fake.environment.remove("CLAUDE_CODE_OAUTH_TOKEN");
        fake.environment.put("ANTHROPIC_AUTH_TOKEN", FakeAutoClaude.TOKEN);

        assertThat(fake.installed().result().cost().billing()).isEqualTo(Billing.METERED);
    }

    @Test
    void doesNotCountTranscriptsThatTheUserKeepsTogether() throws IOException {
        Path kept = folder.resolve("kept");
        fake.environment.put("CLAUDE_CONFIG_DIR", kept.toString());

        ExecutionResult result = fake.installed().result();

        assertThat(result.failure()).isNull();
        assertThat(result.cost().known()).isFalse();
        assertThat(kept.resolve("projects/-work/spec.jsonl")).exists();
    }

    @Test
    void tellsItsPhasesSubtasksAndToolsOnce() throws IOException {
        List<AgentEvent> events = fake.installed().events();

        assertThat(FakeAutoClaude.activities(events))
                .containsExactly(
                        "CONTEXT GATHERING",
                        "planning: Creating implementation plan",
                        "coding: Starting implementation, subtask 1-1, 10%",
                        "Write greeting.txt",
                        "subtask 1-1",
                        "subtask 1-2",
                        "coding is done",
                        "QA review: Running QA review iteration 1",
                        "complete: QA validation passed",
                        "2 of 2 subtasks completed, QA approved in session 1");
        assertThat(FakeAutoClaude.of(AgentEvent.Started.class, events)).hasSize(1);
        assertThat(FakeAutoClaude.of(AgentEvent.Finished.class, events)).hasSize(1);
        assertThat(FakeAutoClaude.of(AgentEvent.Spending.class, events))
                .containsExactly(new AgentEvent.Spending(
                        new Usage(1000L, 100L, 2000L, 400L), Cost.of(new BigDecimal("0.0066"), CostSource.DERIVED)));
    }

    @Test
    void itsTokenIsSeenInNoEvent() throws IOException {
        List<AgentEvent> events = fake.installed().events();

        assertThat(events.toString())
                .contains("Specification written for [secret]")
                .doesNotContain(FakeAutoClaude.TOKEN);
    }

    @Test
    void passesItsOptionsOn() throws IOException {
        fake.options.put("maxIterations", 4).put("complexity", "simple").put("skipQa", true);

        ExecutionResult result = fake.installed().result();

        assertThat(result.failure()).isNull();
        assertThat(fake.calls().get(0)).contains("--complexity simple");
        assertThat(fake.lastCall()).endsWith("--max-iterations 4 --skip-qa");
    }

    @Test
    void understandsTheLayoutOfTheFirstVersions() throws IOException {
        fake.installed("auto-claude/run.py", "auto-claude/spec_runner.py");

        assertThat(fake.result().failure()).isNull();
    }

    @Test
    void takesThePythonThatIsNamed() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho used >&2\nexec python3 \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        fake.options.put("python", "~/python");

        assertThat(fake.installed().result().failure()).isNull();
        assertThat(fake.files.resolve("build.err")).hasContent("used");
    }

    @Test
    void nothingHappensBeforeSubscription() throws IOException {
        fake.installed().execute();

        assertThat(fake.calls()).isEmpty();
        assertThat(fake.files).isDirectoryNotContaining("glob:**/before");
    }

    @Test
    void cannotSayBeforehandWhatItCosts() {
        assertThat(fake.adapter().estimate("do it", FakeAutoClaude.MODEL).block(FakeAutoClaude.LONG_ENOUGH))
                .isEqualTo(Estimate.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | agent 'builder': 'home' must be the folder of a checkout of Auto-Claude",
                "{'hom': 'x'} | agent 'builder': unknown option 'hom' - did you mean 'home'?",
                "{'home': 7} | agent 'builder': 'home' must be a text",
                "{'home': 'x', 'maxIterations': 0} | agent 'builder': 'maxIterations' must be a whole number, 1 or more",
                "{'home': 'x', 'complexity': 'hard'} | agent 'builder': 'complexity' must be one of simple, standard, complex",
                "{'home': 'x', 'skipQa': 1} | agent 'builder': 'skipQa' must be true or false"
            },
            quoteCharacter = '`')
    void wrongOptionsAreRefused(String options, String message) {
        fake.options.removeAll();
        fake.options.setAll((ObjectNode) new JsonMapper().readTree(options.replace('\'', '"')));

        assertThatThrownBy(fake::adapter).isInstanceOf(CouncilException.class).hasMessage(message);
    }
}
