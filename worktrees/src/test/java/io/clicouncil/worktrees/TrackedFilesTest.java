package io.clicouncil.worktrees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackedFilesTest {
    @TempDir
    Path temporary;

    @Test
    void tellsWhatIsInTheIndexFromWhatIsNot() {
        GitSandbox sandbox = GitSandbox.withSample(temporary);
        sandbox.write("new", "x\n");
        sandbox.write("sub/.env", "x\n");
        sandbox.shell(sandbox.repository, "ln -s /no/such/place link; git add -f sub link");

        assertThat(tracks(sandbox, "src/Main.java")).isTrue();
        assertThat(tracks(sandbox, "sub/.env")).isTrue();
        assertThat(tracks(sandbox, "link")).isTrue();
        assertThat(tracks(sandbox, "new")).isFalse();
        assertThat(tracks(sandbox, "src")).isFalse();
    }

    @Test
    void outsideOfARepositoryNothingIsTracked() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x\n");

        assertThat(TrackedFiles.tracks(temporary, file)).isFalse();
    }

    private static boolean tracks(GitSandbox sandbox, String path) {
        return TrackedFiles.tracks(sandbox.repository, sandbox.repository.resolve(path));
    }
}
