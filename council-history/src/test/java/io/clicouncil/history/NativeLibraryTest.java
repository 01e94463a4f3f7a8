package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite itself is unpacked, in JVMs of their own: this one has loaded it already. */
class NativeLibraryTest {
    @TempDir
    private Path folder;

    private Path temporary;
    private Path common;

    @BeforeEach
    void makeFolders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        common = Files.createDirectory(folder.resolve("common"));
    }

    @Test
    @Tag("F46")
    void leavesNothingBehindInAProcessThatIsKilled() throws IOException {
        Process council = council("1000000");
        try (BufferedReader lines = council.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("2");
            council.toHandle().destroyForcibly();
        }
        council.onExit().join();

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    @Tag("F41")
    void goesBesideTheJournalWhereTheFolderForTemporaryFilesIsFull() throws IOException {
        try (Tmpfs full = Tmpfs.mount(temporary, "size=100k")) {
            assertThat(full.folder()).isEmptyDirectory();
            assertThat(output(council("3"))).isEqualTo("2\n3\n");
        }
        assertNothingOfItStaysIn(common.resolve("council"));
    }

    @Test
    void goesBesideTheJournalWhereTheFolderForTemporaryFilesMustNotHoldPrograms() throws IOException {
        try (Tmpfs plain = Tmpfs.mount(temporary, "size=8m,noexec")) {
            assertThat(output(council("3"))).isEqualTo("2\n3\n");
            assertThat(plain.folder()).isEmptyDirectory();
        }
        assertNothingOfItStaysIn(common.resolve("council"));
    }

    @Test
    void saysWhatIsNeededWhereNoFolderWillDo() throws IOException {
        Files.delete(temporary);
        try (Tmpfs plain = Tmpfs.mount(common, "size=24m,noexec")) {
            assertThat(output(council("3")))
                    .contains("ENVIRONMENT")
                    .contains(temporary.toString())
                    .contains("noexec");
            assertNothingOfItStaysIn(plain.folder().resolve("council"));
        }
    }

    private Process council(String events) throws IOException {
        return Jvm.start(
                Appender.class, List.of("-Djava.io.tmpdir=" + temporary), common.toString(), Sample.RUN, events);
    }

    private static void assertNothingOfItStaysIn(Path council) {
        assertThat(council).isDirectoryNotContaining(file -> file.toString().contains("sqlite"));
    }

    private static String output(Process council) throws IOException {
        String output = new String(council.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        council.onExit().join();
        return output;
    }
}
