package io.clicouncil.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void nobodyElseMayEnterAFolderOrThoseMadeAboveIt() throws IOException {
        Path inner = PrivateFiles.makeFolder(folder.resolve("outer/inner"));

        assertThat(permissions(inner)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("outer"))).isEqualTo("rwx------");
        assertThat(PrivateFiles.makeFolder(inner)).isEqualTo(inner);
    }

    @Test
    void nobodyElseMayReadAFileWhichHoldsWhatWasWrittenLast() throws IOException {
        Path file = folder.resolve("file");
        PrivateFiles.write(file, "a long text");
        PrivateFiles.write(file, "short");

        assertThat(file).hasContent("short");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
