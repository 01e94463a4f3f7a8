package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is given another name while a run of it is cut off. */
@Tag("F37")
class MovedRepositoryIT {
    private static final String SLOW =
            "touch begun; sleep 3; echo right >file.txt; rm begun; echo '{\"cost_usd\": 0.25}'";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void cutARunOffAndMoveItsRepository() throws Exception {
        Project before = Project.make(folder, "before");
        before.configure(Map.of("mover", SLOW)).commit("configured");
        Process council = Distribution.start(before, folder.resolve("out"), "run", "mend it");
        await().atMost(Duration.ofMinutes(1)).until(this::begun);
        council.destroyForcibly().waitFor();
        Files.move(before.root(), folder.resolve("after"));
        project = Project.bare(folder, "after");
    }

    private boolean begun() throws IOException {
        try (var files = Files.walk(folder.resolve("home"))) {
            return files.anyMatch(file -> file.endsWith("begun"));
        } catch (UncheckedIOException changing) {
            return false;
        }
    }

    @Test
    void theRunIsGoneOnWith() {
        AggregatedResult result = Json.result(
                Json.parse(project.council("resume", "latest", "--format=json").out()));

        assertThat(result.winner()).isEqualTo("mover");
        assertThat(result.candidates().get(0).attempts()).isEqualTo(1);
        assertThat(result.totals().cost().known()).isEqualByComparingTo("0.25");
        assertNothingLeft();
    }

    @Test
    void theRunIsEndedAndWhatItLeftGoes() {
        Project.Outcome cleaned = project.council("clean", "--yes");

        assertThat(cleaned.exitCode()).as(cleaned.err()).isZero();
        assertThat(project.council("history").out()).contains("cancelled");
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertThat(LiveProcesses.marked("COUNCIL_AGENT=mover")).isEmpty();
        assertThat(project.git("worktree", "list").lines()).hasSize(1);
        assertThat(folder.resolve("home/.cache/council")
                        .toFile()
                        .listFiles(file -> !file.getName().equals("ports")))
                .isEmpty();
    }
}
