package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.cli.SelectionModels.Seen;
import io.clicouncil.cli.Situation.Contestant;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Who wins in each situation here, by real runs of the command, and who would have won by other rules. Two agents take part
 * in every run as controls: one does nothing, one deletes the failing test and silences the suite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionMatrixTest {
    private static final int AT_A_TIME = 4;
    private static final Path GENERATED = Path.of("target", "selection-matrix.md");
    private static final Path DOCS = Path.of("..", "docs", "selection.md");
    private static final List<Contestant> CONTROLS = List.of(
            Situation.wrong("control-idle", "true"),
            Situation.wrong("control-cheat", "rm t/b.sh; echo 'exit 0' >suite.sh"));

    /** What a tool sees that knows nothing but the agent's own checkout; takes the project, a new folder and the script. */
    private static final String LOOK = """
            git clone -q . "$1" && cd "$1"
            sh "$2" >../said </dev/null 2>&1; ended=$?
            git add -A
            lines=$(git diff --cached --numstat HEAD | awk '{ n += $1 + $2 } END { print n + 0 }')
            sh suite.sh >../said 2>&1; red=$?
            cat out/*.xml >../report 2>../said || :
            echo $ended $lines $red $(grep -c '<testcase' ../report) $(grep -c '<failure' ../report) $(grep -c '<skipped' ../report)
            """;

    private final Map<Situation, Ran> rows = new LinkedHashMap<>();

    /**
     * A situation that was run.
     *
     * @param seen what other tools would have seen of its agents
     */
    private record Ran(AggregatedResult result, List<Seen> seen) {}

    /** Most of the time goes by in other processes, so several wait at a time. */
    @BeforeAll
    void runEachSituation(@TempDir Path folder) throws IOException {
        List<Situation> all = Situation.all();
        // Of their own: a thread of those that the councils share, waiting for a council, might be the one it waits
        // for.
        Scheduler waiting = Schedulers.newBoundedElastic(AT_A_TIME, all.size(), "situations");
        List<Ran> ran = Flux.range(0, all.size())
                .flatMapSequential(
                        number -> Mono.fromCallable(() -> run(all.get(number), folder.resolve("situation-" + number)))
                                .subscribeOn(waiting),
                        AT_A_TIME)
                .collectList()
                .doFinally(end -> waiting.dispose())
                .blockOptional(Duration.ofMinutes(5))
                .orElseThrow();
        for (int number = 0; number < all.size(); number++) {
            rows.put(all.get(number), ran.get(number));
        }
        Files.writeString(GENERATED, table());
    }

    private static Ran run(Situation situation, Path folder) throws IOException {
        Project project = project(situation, Files.createDirectory(folder));
        List<Seen> seen = new ArrayList<>();
        for (Contestant agent : situation.agents()) {
            seen.add(look(project, agent));
        }
        Outcome outcome = project.council("run", "--format", "json", "mend it");
        Schemas.check("result", outcome.out());
        return new Ran(Json.result(Json.parse(outcome.out())), seen);
    }

    static List<Situation> situations() {
        return Situation.all();
    }

    @ParameterizedTest
    @MethodSource("situations")
    void ourRuleNamesWhoIsRightAndCheapest(Situation situation) {
        AggregatedResult result = result(situation);
        assertThat(result.winner()).as(reasons(result)).isEqualTo(situation.winner());
        if (result.winner() != null) {
            assertThat(situation.isRight(result.winner())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theControlsAreNowhereEligible(Situation situation) {
        assertThat(result(situation).candidates())
                .filteredOn(candidate -> candidate.agent().startsWith("control-"))
                .hasSize(2)
                .noneMatch(Candidate::eligible);
    }

    @Test
    void everyModelNamesAFalseWinnerSomewhere() {
        SelectionModels.all()
                .forEach((name, model) -> assertThat(rows.entrySet())
                        .as(name)
                        .anyMatch(row -> model.apply(row.getValue().seen())
                                .filter(winner -> !row.getKey().isRight(winner.agent()))
                                .isPresent()));
    }

    @Test
    void theDocumentationShowsThisTable() throws IOException {
        String shown = Files.readString(DOCS);
        String begin = "<!-- the selection matrix -->\n";
        int from = shown.indexOf(begin) + begin.length();
        assertThat(shown.substring(from, shown.indexOf("<!-- the end of it -->", from)))
                .as("copy council-cli/%s to its place in docs/selection.md", GENERATED)
                .isEqualTo(table());
    }

    private AggregatedResult result(Situation situation) {
        return Objects.requireNonNull(rows.get(situation)).result();
    }

    private static String reasons(AggregatedResult result) {
        StringBuilder reasons = new StringBuilder();
        result.candidates()
                .forEach(candidate -> reasons.append(candidate.agent())
                        .append(": ")
                        .append(candidate.reason())
                        .append('\n'));
        return reasons.toString();
    }

    private static Project project(Situation situation, Path folder) throws IOException {
        Project project = Project.make(folder);
        project.write("suite.sh", GateCommandTest.SUITE)
                .write("app.sh", "cat file.txt\n")
                .write("t/a.sh", "exit 0\n")
                .write("t/b.sh", "sh app.sh | grep -q right\n")
                .write(".gitignore", "out/\n.seen\n");
        for (Map.Entry<String, String> file : situation.files().entrySet()) {
            project.write(file.getKey(), file.getValue());
        }
        Map<String, String> scripts = new LinkedHashMap<>();
        situation.agents().forEach(agent -> scripts.put(agent.name(), agent.told()));
        CONTROLS.forEach(agent -> scripts.put(agent.name(), agent.told()));
        project.configure(scripts);
        String check =
                "checks: [{ name: tests, run: sh suite.sh, report: out/*.xml, repeat: " + situation.repeat() + " }]";
        String yaml = Files.readString(project.root().resolve("council.yml"));
        for (String model : List.of("small", "large")) {
            yaml = yaml.replace("agent-" + model + ".sh\"]", "agent-" + model + ".sh\"], model: " + model);
        }
        return project.write("council.yml", yaml.replace("checks: [sh check.sh]", check) + situation.configuration())
                .commit("configured");
    }

    private static Seen look(Project project, Contestant agent) throws IOException {
        Path folder = Files.createDirectory(project.root().resolveSibling("look-" + agent.name()));
        Path script = project.root().resolveSibling("agent-" + agent.name() + ".sh");
        Path look = Files.writeString(folder.resolve("look.sh"), LOOK);
        String printed = project.shell("sh " + look + " " + folder.resolve("clone") + " " + script);
        int[] figures = Arrays.stream(printed.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Seen(
                agent.name(),
                figures[0] == 0,
                figures[1],
                figures[2] == 0,
                figures[3] - figures[5],
                figures[4],
                agent.cost() == null ? null : new BigDecimal(agent.cost()),
                agent.seconds());
    }

    private String table() {
        StringBuilder table = new StringBuilder("| situation | the council");
        SelectionModels.all().keySet().forEach(name -> table.append(" | ").append(name));
        table.append(" |\n")
                .append("| --- ".repeat(SelectionModels.all().size() + 2))
                .append("|\n");
        rows.forEach((situation, ran) -> {
            String ours = ran.result().winner();
            table.append("| ").append(situation).append(" | ").append(cell(situation, ours));
            SelectionModels.all().values().forEach(model -> {
                Optional<String> winner = model.apply(ran.seen()).map(Seen::agent);
                table.append(" | ").append(cell(situation, winner.orElse(null)));
            });
            table.append(" |\n");
        });
        return table.toString();
    }

    private static String cell(Situation situation, @Nullable String winner) {
        if (winner == null) {
            return "nobody";
        }
        return situation.isRight(winner) ? winner : "**" + winner + "** ✗";
    }
}
