package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.CommandResult.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
    private static final String STAT = "77 (sh) S 1 77 77 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 4711 8192 100 0\n";

    @TempDir
    Path folder;

    private Job job;

    @BeforeEach
    void create() throws IOException {
        job = Job.create(
                new Bench(folder).shell("echo again"),
                List.of(Path.of("/bin/sh").toString()),
                KillLevel.ENVIRONMENT_SWEEP);
    }

    @Test
    void aCommandThatWasStoppedWhileItsShellWasAboutToExecuteItCouldBeExecuted() throws IOException {
        // bash runs the trap that tells of a failure also when it is ended itself.
        Files.createFile(job.folder().resolve("unstarted"));

        assertThat(job.unstarted(new Outcome(143, Ending.STOPPED, "it was stopped", Duration.ZERO)))
                .isFalse();
        assertThat(job.unstarted(new Outcome(126, Ending.EXITED, "", Duration.ZERO)))
                .isTrue();
    }

    @Test
    void asksForItsSupervisorUntilThatHasSaidWhichProcessItIs() throws IOException {
        assertThat(job.supervisor()).isEmpty();

        Path supervisor = Files.writeString(job.folder().resolve("supervisor"), STAT + "b1");
        assertThat(job.supervisor()).isEmpty();

        Files.writeString(supervisor, STAT + "b1-2\n");
        assertThat(job.supervisor()).contains(new SupervisorId(77, 4711, "b1-2", id()));

        Files.delete(supervisor);
        assertThat(job.supervisor()).map(SupervisorId::pid).contains(77L);
    }

    @Test
    void goesThoughSomebodyStillWritesInItsFolder() throws IOException {
        Files.createFile(Files.createDirectory(job.folder().resolve("late")).resolve("pid"));

        Job.remove(job.folder());

        assertThat(job.folder()).doesNotExist();
    }

    private String id() throws IOException {
        return Files.readAllLines(job.folder().resolve("id")).get(0);
    }
}
