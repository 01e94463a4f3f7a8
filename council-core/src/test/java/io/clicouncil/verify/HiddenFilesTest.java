package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenFilesTest {
    @TempDir
    Path folder;

    private Path hidden;
    private Path room;

    @BeforeEach
    void makeFolders() throws IOException {
        hidden = Files.createDirectory(folder.resolve("hidden"));
        room = Files.createDirectory(folder.resolve("room"));
        write(hidden.resolve("test/HiddenTest.java"), "hidden");
    }

    @Test
    void lieBesideAndOverWhatIsThere() throws IOException {
        write(room.resolve("test/HiddenTest.java"), "the agent's");
        write(room.resolve("test/OtherTest.java"), "other");
        HiddenFiles.layOver(hidden, room);
        assertThat(room.resolve("test/HiddenTest.java")).hasContent("hidden");
        assertThat(room.resolve("test/OtherTest.java")).hasContent("other");
    }

    @Test
    void mayBeRunWhereTheyMay() throws IOException {
        assertThat(hidden.resolve("test/HiddenTest.java").toFile().setExecutable(true))
                .isTrue();
        HiddenFiles.layOver(hidden, room);
        assertThat(room.resolve("test/HiddenTest.java")).isExecutable();
    }

    @Test
    void areNotLedOutOfTheRoomByALinkOfTheChange() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        write(outside.resolve("HiddenTest.java"), "the user's");
        Files.createSymbolicLink(room.resolve("test"), outside);
        HiddenFiles.layOver(hidden, room);
        assertThat(outside.resolve("HiddenTest.java")).hasContent("the user's");
        assertThat(room.resolve("test")).isDirectory().isReadable();
        assertThat(Files.isSymbolicLink(room.resolve("test"))).isFalse();
        assertThat(room.resolve("test/HiddenTest.java")).hasContent("hidden");
    }

    @Test
    void takeThePlaceOfALinkAndOfAFolder() throws IOException {
        write(folder.resolve("victim"), "the user's");
        Files.createDirectory(room.resolve("test"));
        Files.createSymbolicLink(room.resolve("test/HiddenTest.java"), folder.resolve("victim"));
        HiddenFiles.layOver(hidden, room);
        assertThat(folder.resolve("victim")).hasContent("the user's");
        assertThat(room.resolve("test/HiddenTest.java")).hasContent("hidden");

        write(hidden.resolve("a"), "file");
        write(room.resolve("a/b/c"), "in the way");
        HiddenFiles.layOver(hidden, room);
        assertThat(room.resolve("a")).hasContent("file");
    }

    @Test
    void leaveTheRoomsOwnGitAlone() throws IOException {
        write(hidden.resolve(".git/config"), "theirs");
        write(room.resolve(".git"), "gitdir: x");
        HiddenFiles.layOver(hidden, room);
        assertThat(room.resolve(".git")).hasContent("gitdir: x");
    }

    @Test
    void thatAreNotThereAreToldOf() {
        assertThatThrownBy(() -> HiddenFiles.layOver(folder.resolve("gone"), room))
                .isInstanceOf(CouncilException.class)
                .hasMessage("the hidden files of " + folder.resolve("gone")
                        + " cannot be laid over the clean room (NoSuchFileException)");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
