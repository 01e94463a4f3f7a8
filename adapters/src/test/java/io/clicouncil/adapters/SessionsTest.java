package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that go on in the session of an earlier one. */
class SessionsTest extends RobotTrial {
    private static final String MANIFEST = """
            {'command': ['robot', ['--go-on', '{session}']],
             'private': {'with': ['ROBOT_KEY'], 'environment': {'ROBOT_HOME': '{files}/home'},
                         'files': {'home/name': 'robot'}},
             'resume': {'unknown': 'no such session', 'cumulative': %s},
             'output': {'format': 'json', 'cost': '/usd', 'input': '/in', 'session': '/id'}}""";
    private static final Usage HUNDRED = new Usage(100L, null, null, null);

    private TaskAssignment first;

    @BeforeEach
    void makeTheFirstAttempt() throws IOException {
        trial.environment.put("ROBOT_KEY", "fake");
        first = trial.assignment();
    }

    private CLIAdapter adapter(boolean cumulative) {
        return adapter(MANIFEST.formatted(cumulative), "{}");
    }

    /** A program that tells how it was called, and does this. */
    private void robotThat(String script) throws IOException {
        Path file = Files.writeString(bin.resolve("robot"), "#!/bin/sh\necho \"$* $ROBOT_HOME\" >> called\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(trial.workspace.resolve("called"));
    }

    private static Session session(Usage usage, Cost cost) {
        return new Session("s1", 1, usage, cost);
    }

    private ExecutionResult second(boolean cumulative, Usage usage, Cost cost) throws IOException {
        CLIAdapter adapter = adapter(cumulative);
        Trial.result(adapter, first);
        return Trial.result(adapter, trial.next(first, session(usage, cost)));
    }

    private static Cost dollars(String amount) {
        return Cost.reported(new BigDecimal(amount));
    }

    @Test
    void findTheHomeInWhichItWasOpened() throws IOException {
        robotThat("echo '{\"in\":1}'");

        ExecutionResult result = second(false, HUNDRED, dollars("1"));

        assertThat(result.failure()).isNull();
        assertThat(calls())
                .containsExactly(
                        " " + first.own().resolve("home"),
                        "--go-on s1 " + first.own().resolve("home"));
        assertThat(TaskAssignment.own(first.filesOf(2)).resolve("home")).doesNotExist();
    }

    @Test
    void haveAHomeOfTheirOwnWhereThatIsGone() throws IOException {
        robotThat("echo '{\"in\":1}'");

        Trial.result(adapter(false), trial.next(first, session(HUNDRED, dollars("1"))));

        assertThat(calls())
                .containsExactly(" " + TaskAssignment.own(first.filesOf(2)).resolve("home"));
    }

    @Test
    void costWhatTheyAddWhereTheProgramCountsItsWholeSession() throws IOException {
        robotThat("echo '{\"in\":140,\"usd\":1.30}'");

        ExecutionResult result = second(true, HUNDRED, dollars("1"));

        assertThat(result.usage()).isEqualTo(new Usage(40L, null, null, null));
        assertThat(result.cost()).isEqualTo(dollars("0.30"));
    }

    @Test
    void costWhatIsSaidWhereTheProgramCountsItsRun() throws IOException {
        robotThat("echo '{\"in\":140,\"usd\":1.30}'");

        ExecutionResult result = second(false, HUNDRED, dollars("1"));

        assertThat(result.usage()).isEqualTo(new Usage(140L, null, null, null));
        assertThat(result.cost()).isEqualTo(dollars("1.30"));
    }

    @Test
    void costWhatIsSaidWhereItIsLessThanWhatCameBefore() throws IOException {
        robotThat("echo '{\"in\":40,\"usd\":0.30}'");

        ExecutionResult result = second(true, HUNDRED, dollars("1"));

        assertThat(result.usage()).isEqualTo(new Usage(40L, null, null, null));
        assertThat(result.cost()).isEqualTo(dollars("0.30"));
    }

    @Test
    void haveAnUnknownPriceWhereThatOfAnEarlierOneIs() throws IOException {
        robotThat("echo '{\"in\":140,\"usd\":1.30}'");

        assertThat(second(true, HUNDRED, Cost.unknown()).cost().known()).isFalse();
    }

    @Test
    void areAsTrustworthyAsTheLessTrustedOfBothPrices() throws IOException {
        robotThat("echo '{\"in\":140,\"usd\":1.30}'");

        Cost cost = second(true, HUNDRED, Cost.of(new BigDecimal("1"), CostSource.ESTIMATED))
                .cost();

        assertThat(cost).isEqualTo(Cost.of(new BigDecimal("0.30"), CostSource.ESTIMATED));
    }

    @Test
    void beginAfreshWhereTheProgramDoesNotKnowIt() throws IOException {
        robotThat("""
                if [ "$1" = --go-on ]; then echo "no such session: $2" >&2; exit 1; fi
                echo '{"in":140,"usd":1.30,"id":"s2"}'
                """);
        CLIAdapter adapter = adapter(true);
        Trial.result(adapter, first);

        List<AgentEvent> events =
                Objects.requireNonNull(adapter.execute(trial.next(first, session(HUNDRED, dollars("1"))))
                        .collectList()
                        .block(Trial.LONG_ENOUGH));

        ExecutionResult result = Trial.result(events);
        assertThat(result.failure()).isNull();
        assertThat(result.session()).isEqualTo("s2");
        assertThat(result.cost()).isEqualTo(dollars("1.30"));
        assertThat(calls())
                .containsExactly(
                        " " + first.own().resolve("home"),
                        "--go-on s1 " + first.own().resolve("home"),
                        " " + first.filesOf(2).resolve("afresh/own/home"));
        assertThat(events.stream().filter(AgentEvent.Started.class::isInstance)).hasSize(1);
    }

    @Test
    void areNotMadeTwiceWhereTheProgramHadBegun() throws IOException {
        robotThat("echo '{\"in\":140,\"usd\":1.30}'; echo 'no such session' >&2; exit 1");

        ExecutionResult result = second(true, HUNDRED, dollars("1"));

        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.CRASHED);
        assertThat(result.cost()).isEqualTo(dollars("0.30"));
        assertThat(calls()).hasSize(2);
    }
}
