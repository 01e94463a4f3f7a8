package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.json.Json;
import io.clicouncil.process.CommandResult;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two commands at once on one repository, sixteen agents in each, twenty times over: nothing breaks, nothing is left. */
class StressIT {
    private static final int ROUNDS = 20;
    private static final int AGENTS = 16;

    @TempDir
    Path folder;

    @Test
    @Tag("F38")
    void sixteenAgentsInEachOfTwoRunsLeaveNothingButTheirResults() throws IOException {
        Project project = Project.make(folder).configure(agents()).commit("configured");
        TreeSet<String> named = new TreeSet<>();

        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<AggregatedResult> one = run(project, "one-" + round);
            CompletableFuture<AggregatedResult> other = run(project, "other-" + round);
            for (AggregatedResult result : List.of(one.join(), other.join())) {
                assertThat(result.candidates())
                        .hasSize(AGENTS)
                        .extracting(Candidate::reason)
                        .containsOnly("it passed the required check");
                assertThat(result.winner()).isEqualTo("agent0");
                result.candidates().stream()
                        .map(Candidate::change)
                        .filter(Objects::nonNull)
                        .map(ChangeSummary::branch)
                        .forEach(named::add);
                LiveProcesses.await("COUNCIL_RUN_ID=" + result.runId(), 0, Duration.ofSeconds(10));
            }
        }

        assertThat(project.git("worktree", "list", "--porcelain").lines().filter(line -> line.startsWith("worktree")))
                .hasSize(1);
        assertThat(project.git("branch", "--list", "--format=%(refname:short)", "council/*")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(named);
        assertThat(project.git("status", "--porcelain")).isEmpty();
        project.git("fsck", "--strict");
        try (Stream<Path> left = Files.walk(project.root().resolve(".git"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".lock"))).isEmpty();
        }
    }

    private CompletableFuture<AggregatedResult> run(Project project, String name) {
        return CompletableFuture.supplyAsync(() -> {
            Path out = folder.resolve(name);
            try {
                CommandResult ended =
                        project.run(Distribution.command("-q", "run", "--format", "json", "mend it"), out);
                assertThat(ended.succeeded())
                        .as(Files.readString(out.resolveSibling(name + ".err")))
                        .isTrue();
                return Json.result(JsonMapper.shared().readTree(Files.readString(out)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static Map<String, String> agents() {
        Map<String, String> agents = new LinkedHashMap<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.put(
                    "agent" + i,
                    "echo right >file.txt; echo " + i + " >new" + i + ".txt; echo '{\"cost_usd\": 0.0" + (10 + i)
                            + "}'");
        }
        return agents;
    }
}
