package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.WorkspaceProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look back, over a journal with one run that has ended and one that was cut off. */
class LookingBackTest {
    private static final String ENDED = "20261121-093012-k3f9";
    private static final String OPEN = "20261121-100000-aaaa";
    private static final Instant START = Instant.parse("2026-11-21T09:30:12Z");

    @TempDir
    private Path folder;

    private Project project;
    private Path council;

    @BeforeEach
    void keepTwoRuns() throws IOException {
        project = Project.make(folder);
        council = project.root().resolve(".git/council");
        String base = project.git("rev-parse", "HEAD").strip();
        try (SqliteJournal journal = SqliteJournal.open(project.root().resolve(".git"))) {
            journal.append(new CouncilEvent.RunStarted(new Stamp(ENDED, 1, START), plan(base)));
            journal.append(new CouncilEvent.RunFinished(new Stamp(ENDED, 2, START.plusSeconds(9)), nobody(base)));
            journal.append(new CouncilEvent.RunStarted(new Stamp(OPEN, 1, START.plusSeconds(1800)), plan(base)));
        }
    }

    @Test
    void historyListsBothAndSaysHowToGoOn() throws IOException {
        Project.Outcome text = project.council("history");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).contains("cut off", "no winner", "'council resume " + OPEN + "'");

        Project.Outcome json = project.council("history", "--format", "json");
        Schemas.check("history", json.out());
        assertThat(json.out()).contains(OPEN, ENDED);
    }

    @Test
    void aRunWhoseLockIsHeldGoesOnAndItsOutputIsFollowedToItsEnd() throws Exception {
        print(OPEN, 1, "first\n");
        RunWorkspaces held = hold(OPEN);
        CompletableFuture<Project.Outcome> logs =
                CompletableFuture.supplyAsync(() -> project.council("logs", OPEN, "claude", "-f"));
        assertThat(project.council("history").out()).contains("goes on").doesNotContain("council resume");
        assertThat(project.council("show", "latest").out()).contains("It goes on.");
        Project.Outcome apply = project.council("apply", "latest");
        assertThat(apply.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(apply.err())
                .isEqualTo(
                        "council: the run " + OPEN + " goes on: wait for its end, or `council cancel " + OPEN + "`\n");

        print(OPEN, 2, "second\n");
        assertThat(logs).isNotDone();
        held.detach().block();

        assertThat(logs.get(1, TimeUnit.MINUTES).out()).endsWith("second\n");
        assertThat(project.council("history").out()).contains("cut off");
    }

    @Test
    void anAttemptThatIsFollowedIsReadToItsEndBeforeTheNext() throws Exception {
        print(OPEN, 1, "first\n");
        RunWorkspaces held = hold(OPEN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                project.environment(),
                project.root());
        CompletableFuture<Integer> logs =
                CompletableFuture.supplyAsync(() -> Main.execute(terminal, "logs", OPEN, "claude", "-f"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> out.size() > 0);

        print(OPEN, 2, "second\n");
        print(OPEN, 3, "third\n");
        held.detach().block();

        assertThat(logs.get(1, TimeUnit.MINUTES)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsecond\nthird\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("--- attempt 2 ---\n--- attempt 3 ---\n");
    }

    @Test
    void showPrintsTheResultAndSaysWhereThereIsNoneYet() throws IOException {
        Project.Outcome ended = project.council("show", "20261121-09", "--format", "json");
        assertThat(ended.exitCode()).isZero();
        Schemas.check("result", ended.out());

        assertThat(project.council("show", "latest").out())
                .contains(
                        "run " + OPEN + " starts",
                        "\nSo far nobody is eligible; open: claude\nIt was cut off: 'council resume " + OPEN);
        Project.Outcome open = project.council("show", "latest", "--format", "json");
        assertThat(open.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(open.err()).contains("no result yet");
    }

    @Test
    void diffPrintsAPatchOfTheBranchOrSaysThatItIsGone() throws IOException {
        assertThat(project.council("diff", ENDED).err()).contains("has no winner", "claude");
        Project.Outcome gone = project.council("diff", ENDED, "claude");
        assertThat(gone.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(gone.err()).contains("there is no branch council/" + ENDED + "/claude");

        project.git("checkout", "-q", "-b", "council/" + ENDED + "/claude");
        project.write("added.txt", "new\n").commit("change");
        assertThat(project.council("diff", ENDED, "claude").out()).contains("+++ b/added.txt\n@@ -0,0 +1 @@\n+new\n");
    }

    @Test
    void logsPrintTheLastAttemptWithoutItsControlCharacters() throws IOException {
        print(ENDED, 1, "first\n");
        print(ENDED, 2, "sec\u001b]0;evil\u0007ond\n");

        assertThat(project.council("logs", ENDED, "claude").out()).isEqualTo("sec\ufffd]0;evil\ufffdond\n");
        assertThat(project.council("logs", ENDED, "claude", "--attempt", "1").out())
                .isEqualTo("first\n");
        assertThat(project.council("logs", ENDED, "claude", "--attempt", "9").exitCode())
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(project.council("logs", ENDED, "claud").err()).contains("did you mean 'claude'?");
    }

    private RunWorkspaces hold(String run) {
        WorkspaceProvider workspaces = new Engine().workspaces(folder.resolve("workspaces"), project.environment());
        return Objects.requireNonNull(workspaces
                .inspect(project.root(), "HEAD")
                .flatMap(repository -> workspaces.open(repository, run))
                .block());
    }

    private void print(String run, int attempt, String text) throws IOException {
        Path files = council.resolve("runs").resolve(run).resolve("claude").resolve(String.valueOf(attempt));
        Files.createDirectories(files);
        Files.writeString(files.resolve("stdout"), text);
    }

    private static Plan plan(String base) {
        List<Check> checks = List.of(Check.shell("sh check.sh"));
        return SamplePlan.of("make it right", base, "claude", StrategySettings.DEFAULT, checks);
    }

    private static AggregatedResult nobody(String base) {
        return new AggregatedResult(
                ENDED,
                RunStatus.NO_WINNER,
                null,
                new AggregatedResult.Task("make it right"),
                new AggregatedResult.Repository(base, "main"),
                "all",
                new Selection(null, "cheapest", "nobody passed"),
                null,
                List.of(),
                AggregatedResult.Totals.of(List.of(), null, BigDecimal.ZERO, Duration.ofSeconds(9)),
                null,
                null);
    }
}
