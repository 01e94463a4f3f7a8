package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is to watch of runs that do not go on any more; those that do are watched in {@link LiveViewIT}. */
class WatchCommandTest {
    private static final String CUT_OFF = "20271121-100000-aaaa";

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    @Test
    void showsTheResultOfARunThatIsOverAndEndsAsItDid() throws IOException {
        project.configure(Map.of("lazy", "true"));
        assertThat(project.council("run", "x").exitCode()).isEqualTo(ExitCode.NO_CANDIDATE);

        Project.Outcome watched = project.council("watch");
        assertThat(watched.exitCode()).isEqualTo(ExitCode.NO_CANDIDATE);
        assertThat(watched.out()).isEqualTo(project.council("show", "latest").out());
        assertThat(watched.out()).contains("No winner", "Next: council show ", "      council logs ");

        Project.Outcome json = project.council("watch", "latest", "--format", "json");
        assertThat(json.out())
                .isEqualTo(project.council("show", "latest", "--format", "json").out());
        assertThat(project.council("watch", "latest", "--format", "ndjson").out())
                .isEqualTo(
                        project.council("show", "latest", "--format", "ndjson").out());
    }

    @Test
    void saysWhatToTypeOfARunThatWasCutOff() {
        String base = project.git("rev-parse", "HEAD");
        try (SqliteJournal journal = SqliteJournal.open(project.root().resolve(".git"))) {
            journal.append(new CouncilEvent.RunStarted(
                    new Stamp(CUT_OFF, 1, Instant.parse("2027-11-21T10:00:00Z")),
                    SamplePlan.of("x", base, "claude", StrategySettings.DEFAULT, List.of(Check.shell("true")))));
        }

        Project.Outcome watched = project.council("watch", CUT_OFF);

        assertThat(watched.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(watched.err())
                .isEqualTo("council: the run " + CUT_OFF + " was cut off: `council resume " + CUT_OFF
                        + "` goes on with it, `council cancel " + CUT_OFF + "` ends it\n");
    }

    @Test
    void leavesTheShellToTerminals() {
        Project.Outcome shell = project.council("shell");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(shell.err()).startsWith("council: the shell needs a terminal");
    }
}
