package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LastResortTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void endsEverythingEvenWhereNothingCanBeSaid() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        LastResort resort = new LastResort(
                Duration.ofMillis(1),
                () -> {
                    try {
                        blocked.await();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                ended::complete);

        resort.begin(143);
        resort.begin(130);

        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(143);
        blocked.countDown();
    }

    @Test
    @Timeout(120)
    void aRunWhoseOutputNobodyReadsEndsAtTheSecondSignalAndCanBeResumed() throws Exception {
        Project project = Project.make(folder);
        String much =
                "i=0; while [ $i -lt 3000 ]; do echo 'a line that nobody reads, of some length'; i=$((i+1)); done;";
        project.configure(Map.of("one", "cat >/dev/null; echo right >file.txt; " + much + " sleep 300"))
                .commit("configured");
        Process command = start(project);
        try {
            awaitText("blocked at the pipe", project.root().resolve(".git/council/runs"));
            command.toHandle().destroy();
            awaitIn(folder.resolve("err"), "Once more kills them.");
            command.toHandle().destroy();

            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(143);
            assertThat(Files.readString(folder.resolve("err")))
                    .contains("this does not end by itself, and is ended now: `council resume ");
            assertThat(project.council("history").out()).contains("cut off");
        } finally {
            command.destroyForcibly();
            project.council("cancel", "latest");
        }
    }

    private Process start(Project project) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--format=ndjson",
                        "mend it")
                .directory(project.root().toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(project.environment());
        return builder.start();
    }

    /** The agent has printed all of it; by then the command has filled the pipe. */
    private static void awaitText(String why, Path runs) {
        Awaitility.await(why).atMost(Duration.ofSeconds(60)).until(() -> {
            if (!Files.isDirectory(runs)) {
                return false;
            }
            try (var found =
                    Files.find(runs, 4, (path, attributes) -> path.endsWith("stdout") && attributes.size() > 100_000)) {
                return found.findAny().isPresent();
            }
        });
    }

    private static void awaitIn(Path file, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(file).contains(text));
    }
}
