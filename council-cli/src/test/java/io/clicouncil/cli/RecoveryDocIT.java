package io.clicouncil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell users to type where a run was cut off. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RecoveryDocIT {
    @TempDir
    Path folder;

    private Project project;
    private Typist user;

    @BeforeEach
    void aUserWithARunToLose() throws IOException {
        project = Project.make(folder);
        String script = "echo mending; sleep 5; echo right >file.txt; echo '{\"cost_usd\": 0.10}'";
        project.configure(Map.of("fixer", script)).commit("configured");
        user = new Typist(folder, project.environment());
    }

    @Test
    @Tag("F1")
    void theDocumentAboutRecoveryIsTrue() throws Exception {
        user.type(Typist.blocks("docs/recovery.md"), project.root());
    }

    @Test
    void theReadmeIsTrueAboutARunThatWasCutOff() throws Exception {
        user.type(
                "council run --check 'grep -q right file.txt' 'mend it' &\nsleep 3\nkill -9 $!\n"
                        + Typist.block("README.md", "## When it is cut off").replace("council cancel latest ", "true "),
                project.root());
    }
}
