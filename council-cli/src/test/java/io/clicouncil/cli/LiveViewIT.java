package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the screen shows of a run of the real launcher in a pseudo terminal. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveViewIT {
    private static final String QUICK = "echo right >file.txt; echo '{\"cost_usd\": 0.11}'";
    private static final String START = "run RUN starts from BASE with quick, slow";
    private static final String QUICK_IS_DONE =
            "quick: eligible, it passed the required check (T, cost $0.1100 reported)";
    private static final String HEADING = "AGENT  STATE  TRY  TIME  COST  TOKENS  CHANGE  LATELY";
    private static final String SLOW = "slow  working  1  T  ?  -  +0 -0  thinking about it";

    @TempDir
    Path folder;

    private static SourceTree launcher;

    private Console console;
    private Project project;
    private Path gate;

    @BeforeAll
    static void makeTheLauncher(@TempDir Path shared) throws Exception {
        launcher = Console.launcher(shared);
    }

    @BeforeEach
    void sitDownBeforeAProject() throws Exception {
        console = new Console(folder, launcher);
        project = console.project();
        project.write("check.sh", "true\n").commit("a check that passes");
        gate = folder.resolve("gate");
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("quick", QUICK);
        agents.put(
                "slow",
                "echo thinking about it; until [ -f '" + gate + "' ]; do sleep 0.1; done; echo right >file.txt;"
                        + " echo '{\"cost_usd\": 0.01}'");
        project.configure(agents).withoutWalls();
    }

    @AfterEach
    void letAgentsEnd() throws IOException {
        Files.writeString(gate, "");
    }

    @Test
    void showsRowsAndThenTheResultInASmallWindow() throws Exception {
        try (Pty pty = console.council(80, 24, "run", "make it right")) {
            pty.awaitScreen(START, QUICK_IS_DONE, HEADING, SLOW, "T  1 running  1 verified  spent $0.11+?  run RUN");

            Files.writeString(gate, "");

            assertThat(pty.exitCode()).isZero();
            assertThat(pty.masked())
                    .containsExactly(
                            START,
                            QUICK_IS_DONE,
                            "slow: eligible, it passed the required check (T, cost $0.0100 reported)",
                            "  AGENT  STATUS  CHECKS  CHANGE  COST  TIME",
                            "  quick  SUCCESS  1/1  1 file +1 -1  $0.1100 reported  T",
                            "  it passed the required check",
                            "*  slow  SUCCESS  1/1  1 file +1 -1  $0.0100 reported  T",
                            "  it passed the required check",
                            "",
                            "Winner: slow",
                            "  slow is first among 2 eligible of 2: it cost $0.0100, quick cost $0.1100",
                            "  spent $0.1200 in T, run RUN",
                            "Next: council diff RUN, then council apply RUN");
        }
    }

    @Test
    void showsMoreInALargeOne() throws Exception {
        try (Pty pty = console.council(200, 50, "run", "make it right")) {
            pty.awaitScreen(
                    START,
                    QUICK_IS_DONE,
                    HEADING,
                    SLOW,
                    "T  1 running  1 verified  spent $0.11+?  run RUN  Ctrl-C ends it");

            Files.writeString(gate, "");
            assertThat(pty.exitCode()).isZero();
        }
    }

    @Test
    void isNotGarbledByAWindowThatChangesInTheMiddle() throws Exception {
        try (Pty pty = console.council(80, 24, "run", "make it right")) {
            pty.awaitText(SLOW);
            pty.resize(60, 24);
            pty.awaitText("slow  working  1  T  ?  -  +0 -0  thinking …");
            pty.resize(120, 10);
            pty.awaitText(SLOW);

            assertThat(pty.masked()).containsOnlyOnce(HEADING).containsOnlyOnce(SLOW);
            assertThat(pty.masked()).filteredOn(line -> line.startsWith("slow")).hasSize(1);

            Files.writeString(gate, "");
            assertThat(pty.exitCode()).isZero();
        }
    }

    @Test
    void isLinesWhereTheTerminalIsDumb() throws Exception {
        console.environment().put("TERM", "dumb");
        Files.writeString(gate, "");
        try (Pty pty = console.council(80, 24, "run", "-a", "slow", "make it right")) {
            assertThat(pty.exitCode()).isZero();
            assertThat(pty.written()).doesNotContain("\u001b");
            assertThat(pty.masked()).startsWith("NOW run RUN starts from BASE with slow", "NOW slow: attempt 1 starts");
        }
    }

    @Test
    void endsInGoodOrderAtTheFirstCtrlCAndSaysHowToGoOn() throws Exception {
        try (Pty pty = console.council(80, 24, "run", "make it right")) {
            pty.awaitText(SLOW);
            pty.type("\u0003");

            assertThat(pty.exitCode()).isEqualTo(130);
            assertThat(pty.written()).contains("\u001b[?25h");
            assertThat(String.join("\n", pty.masked()))
                    .contains("Stopping: agents are asked to end", "Interrupted. `council resume RUN` goes on with it.")
                    .doesNotContain(HEADING);
        }
    }

    @Test
    void isWatchedFromAnotherTerminalUntilItsEnd() throws Exception {
        CompletableFuture<Project.Outcome> run =
                CompletableFuture.supplyAsync(() -> project.council("run", "make it right"));
        try (Pty never = awaitRun(run)) {
            never.type("\u0003");
            assertThat(never.exitCode()).isEqualTo(130);
            assertThat(String.join("\n", never.masked()))
                    .contains("The run RUN goes on: `council watch RUN` looks")
                    .doesNotContain(HEADING);
        }
        assertThat(run).isNotDone();
        try (Pty watch = console.council(80, 24, "watch", "latest")) {
            watch.awaitScreen(START, QUICK_IS_DONE, HEADING, SLOW, "T  1 running  1 verified  spent $0.11+?  run RUN");

            Files.writeString(gate, "");

            assertThat(watch.exitCode()).isZero();
            assertThat(String.join("\n", watch.masked()))
                    .contains("Winner: slow")
                    .doesNotContain(HEADING);
        }
        assertThat(run.get(1, TimeUnit.MINUTES).exitCode()).isZero();
        assertThat(project.council("watch").out()).contains("Winner: slow");
    }

    @Test
    void isShownInAShellThatOutlivesATaskThatIsStopped() throws Exception {
        try (Pty pty = console.council(100, 30, "shell")) {
            pty.awaitText("council>");
            pty.type("make it \\\r");
            pty.awaitText("       >".strip());
            pty.type("right\r");
            pty.awaitText(SLOW);
            pty.type("\u0003");
            pty.awaitText("Interrupted. `council resume RUN` goes on with it.");

            Files.writeString(gate, "");
            pty.awaitLastLine("council>");
            pty.type("/resume lat\t\r");
            pty.awaitText("Winner: quick");
            pty.awaitLastLine("council>");
            pty.type("/hist\t\r");
            pty.awaitText("RUN  winner  quick");
            pty.awaitLastLine("council>");
            pty.type("\u0004");

            assertThat(pty.exitCode()).isZero();
        }
        Path history = project.root().resolveSibling("home/.local/state/council/shell-history");
        assertThat(Files.readString(history)).contains(":/resume latest");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    private Pty awaitRun(CompletableFuture<Project.Outcome> run) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> run.isDone() || project.council("history").out().contains("goes on"));
        Pty pty = console.council(80, 24, "watch");
        pty.awaitText(SLOW);
        return pty;
    }
}
