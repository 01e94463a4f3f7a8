package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command is killed with -9 again and again, at named points and at random moments, and each time the run is resumed
 * until it ends. Whatever happens, every attempt is made once, every cost is counted once, and nothing is left.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KillLoopIT {
    private static final int ROUNDS = 50;
    private static final int KILLED = 137;
    private static final int MOST_KILLS = 4;
    private static final int LONGEST_LIFE_MILLIS = 2500;

    private static final List<String> POINTS = points();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("F1")
    @Tag("F2")
    void everyAttemptIsCountedOnceAndNothingIsLeft(int seed) throws Exception {
        Random random = new Random(seed);
        Project project = project();
        List<String> story = new ArrayList<>();

        @Nullable String runId = null;
        int exitCode = KILLED;
        for (int life = 0; exitCode == KILLED; life++) {
            boolean begun = runId != null;
            List<String> arguments =
                    begun ? List.of("-q", "resume", runId) : List.of("-q", "run", "--apply", "mend it");
            exitCode = life(project, arguments, fault(seed, life, random), story, random);
            if (runId == null) {
                runId = runId(project);
            }
        }

        if (seed < POINTS.size()) {
            assertThat(story.get(0)).as("the first kill").endsWith("-> " + KILLED);
        }
        assertThat(exitCode).as(story.toString()).isEqualTo(ExitCode.OK);
        AggregatedResult result =
                Json.result(Json.parse(project.council("show", String.valueOf(runId), "--format", "json")
                        .out()));
        assertRight(project, result, story);
        assertNothingIsLeft(project, result, story);
    }

    static Stream<Integer> seeds() {
        return Stream.iterate(0, seed -> seed + 1).limit(ROUNDS);
    }

    /** Lets the command live once, and tells how it ended. */
    private int life(Project project, List<String> arguments, String fault, List<String> story, Random random)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out-" + story.size());
        ProcessBuilder builder = new ProcessBuilder(Distribution.command(arguments.toArray(String[]::new)))
                .directory(project.root().toFile())
                .redirectOutput(out.toFile())
                .redirectError(out.resolveSibling(out.getFileName() + ".err").toFile());
        builder.environment().clear();
        builder.environment().putAll(project.environment());
        builder.environment().put("COUNCIL_FAULT", fault);
        Process council = builder.start();
        if (fault.equals("random")) {
            if (!council.waitFor(200 + random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                council.toHandle().destroyForcibly();
            }
        }
        int exitCode = council.waitFor();
        story.add(arguments.get(1) + " " + fault + " -> " + exitCode);
        if (exitCode != KILLED && exitCode != 0) {
            story.add(Files.readString(out.resolveSibling(out.getFileName() + ".err")));
        }
        return exitCode;
    }

    /** Each point comes first once; after that it is chance, until the command may live on. */
    private static String fault(int seed, int life, Random random) {
        if (life >= MOST_KILLS) {
            return "";
        }
        if (life == 0 && seed < POINTS.size()) {
            return POINTS.get(seed);
        }
        return random.nextInt(3) == 0 ? "random" : POINTS.get(random.nextInt(POINTS.size()));
    }

    /** The run that was begun, or null where the command was killed before it could record anything. */
    private static @Nullable String runId(Project project) {
        var known =
                Json.parse(project.council("history", "--format", "json").out()).path("runs");
        return known.isEmpty() ? null : known.get(0).path("id").asString();
    }

    /** Every agent writes down that it ran, outside of any workspace; one of them fails at first. */
    private Project project() throws IOException {
        Path ledger = Files.createDirectories(folder.resolve("ledger"));
        String begin = "echo run >>" + ledger + "/$COUNCIL_AGENT-$COUNCIL_ATTEMPT; cat >/dev/null; sleep 0.3; ";
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("cheap", begin + "echo right >file.txt; echo '{\"cost_usd\": 0.10}'");
        agents.put(
                "flaky",
                begin
                        + "if [ $COUNCIL_ATTEMPT = 1 ]; then echo '{\"cost_usd\": 0.01, \"failure\": \"OVERLOADED\"}'; exit 1;"
                        + " fi; echo right >file.txt; echo '{\"cost_usd\": 0.20}'");
        agents.put("wrong", begin + "echo worse >file.txt; echo '{\"cost_usd\": 0.05}'");
        return Project.make(folder)
                .configure(agents)
                .with("sandbox: { write: [" + ledger + "] }")
                .commit("configured");
    }

    private void assertRight(Project project, AggregatedResult result, List<String> story) throws IOException {
        String told = story + "\n" + result.candidates();
        assertThat(result.status()).as(told).isEqualTo(RunStatus.WINNER);
        assertThat(result.winner()).as(told).isEqualTo("cheap");
        assertThat(result.totals().cost().known()).as(told).isEqualByComparingTo(new BigDecimal("0.36"));
        assertThat(result.totals().cost().unknownCount()).as(told).isZero();
        assertThat(result.candidates()).as(told).extracting(Candidate::attempts).containsExactly(1, 2, 1);
        try (Stream<Path> ledger = Files.list(folder.resolve("ledger"))) {
            assertThat(ledger.toList())
                    .as(told)
                    .hasSize(4)
                    .allSatisfy(page -> assertThat(page).as(told).hasContent("run"));
        }
        assertThat(project.git("show", "HEAD:file.txt")).as(told).isEqualTo("right");
        assertThat(project.git("rev-list", "--count", "HEAD")).as(told).isEqualTo("3");
        assertThat(project.git("status", "--porcelain")).as(told).isEmpty();
    }

    private void assertNothingIsLeft(Project project, AggregatedResult result, List<String> story) throws IOException {
        String told = story + "\n" + result.candidates();
        LiveProcesses.await("COUNCIL_RUN_ID=" + result.runId(), 0, Duration.ofSeconds(10));
        assertThat(project.git("worktree", "list", "--porcelain").lines().filter(line -> line.startsWith("worktree")))
                .as(told)
                .hasSize(1);
        assertThat(project.git("branch", "--list", "council/*").lines().map(String::strip))
                .as(told)
                .allMatch(branch -> branch.startsWith("council/" + result.runId() + "/"))
                .hasSize(3);
        try (Stream<Path> left = Files.walk(project.root().resolve(".git"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".lock")))
                    .as(told)
                    .isEmpty();
        }
        try (Stream<Path> left = Files.walk(folder.resolve("home/.cache/council"))) {
            assertThat(left.filter(file -> file.endsWith("file.txt"))).as(told).isEmpty();
        }
        project.git("fsck", "--strict");
    }

    private static List<String> points() {
        List<String> points = new ArrayList<>();
        for (String event : List.of(
                "run_started",
                "workspace_leased",
                "workspace_prepared",
                "attempt_started",
                "attempt_finished",
                "retry_scheduled",
                "change_captured",
                "workspace_released",
                "check_finished",
                "verified",
                "candidate_decided",
                "selected",
                "applied",
                "run_finished")) {
            points.add("before-" + event);
            points.add("after-" + event);
        }
        points.addAll(List.of(
                "before-registration",
                "after-registration",
                "while-registered-anew",
                "before-capture-branch",
                "after-capture-branch",
                "before-withdrawal",
                "apply-planned",
                "applying-file",
                "files-exchanged",
                "branch-moved",
                "before-index",
                "before-record"));
        return points;
    }
}
