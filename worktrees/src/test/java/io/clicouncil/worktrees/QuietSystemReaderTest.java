package io.clicouncil.worktrees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietSystemReaderTest {
    @TempDir
    Path temporary;

    @Test
    void jgitBelievesWhatItIsToldOfAFileSystemInsteadOfMeasuringIt() throws IOException {
        QuietSystemReader.keepQuietAt(temporary);

        assertThat(FS.getFileStoreAttributes(temporary).getFsTimestampResolution())
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void itIsInstalledOnce() throws IOException {
        QuietSystemReader.keepQuietAt(temporary);
        SystemReader first = SystemReader.getInstance();
        QuietSystemReader.keepQuietAt(temporary);

        assertThat(SystemReader.getInstance()).isSameAs(first).isInstanceOf(QuietSystemReader.class);
    }
}
