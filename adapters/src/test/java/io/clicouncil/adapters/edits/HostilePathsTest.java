package io.clicouncil.adapters.edits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F61")
class HostilePathsTest {
    private static final int ANSWERS = 3_000;
    private static final List<String> PIECES = List.of(
            "..",
            ".",
            "",
            "/",
            "a",
            "link",
            "out",
            "file.txt",
            ".git",
            ".GIT",
            ".git ",
            ".Git.",
            "git~1",
            "GIT~2",
            ".g\u200Cit",
            ".git::$INDEX_ALLOCATION",
            "hooks",
            "config",
            "~",
            "C:",
            "\\",
            "..\\",
            "%2e%2e",
            "\u0000",
            "\u202E",
            "b.txt",
            "dangling",
            "inner",
            "...",
            " ",
            "ü");

    @TempDir
    private Path folder;

    private Path root;
    private Path outside;

    @BeforeEach
    void makeTraps() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("file.txt"), "outside\n");
        Files.createDirectories(root.resolve(".git/hooks"));
        Files.writeString(root.resolve(".git/config"), "config\n");
        Files.writeString(root.resolve("file.txt"), "inside\n");
        Files.createDirectories(root.resolve("a/inner/.git"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("a/out"), outside.resolve("file.txt"));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("new.txt"));
        Files.createSymbolicLink(root.resolve("a/here"), root.resolve("file.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/file.txt",
                "a/../../outside/file.txt",
                "a/../file.txt",
                "/etc/passwd",
                "~/file.txt",
                "C:/file.txt",
                "a\\..\\..\\file.txt",
                "\\\\server\\file.txt",
                ".git/config",
                ".GIT/config",
                ".git",
                "a/.git/config",
                "a/inner/.Git/x.txt",
                ".git /config",
                ".git./config",
                "git~1/config",
                "GIT~1/config",
                ".git::$DATA/x",
                ".g\u200Cit/config",
                "a//file.txt",
                "a/",
                "a/.",
                ".",
                "..",
                "link/file.txt",
                "link/new.txt",
                "a/out",
                "a/here",
                "dangling",
                "a",
                "file.txt/x",
                "a\u0000b.txt",
                "a\tb.txt"
            })
    void areRefusedInEveryKindOfEdit(String path) throws IOException {
        Map<String, String> before = Folder.everything(folder);
        EditApplier applier = new EditApplier(root);

        for (String answer : List.of(
                "```text path=\"" + path + "\"\nbad\n```",
                "File: " + path + "\n<<<<<<< SEARCH\n=======\nbad\n>>>>>>> REPLACE\n",
                "```diff\n--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1 @@\n+bad\n```",
                "```diff\ndiff --git a/file.txt b/x\nrename from file.txt\nrename to " + path + "\n```")) {
            EditOutcome outcome = applier.apply(answer);
            assertThat(outcome.applied()).as(answer).isEmpty();
        }
        assertThat(applier.apply("```text path=\"" + path + "\"\nbad\n```").refused())
                .isTrue();
        assertThat(Folder.everything(folder)).isEqualTo(before);
    }

    @Test
    void neverWriteOutsideOfTheFolderOrIntoGit() throws IOException {
        Map<String, String> before = Folder.everything(outside);
        Map<String, String> git = Folder.everything(root.resolve(".git"));
        Random random = new Random(20261121);
        EditApplier applier = new EditApplier(root);

        for (int i = 0; i < ANSWERS; i++) {
            String path = path(random);
            String other = path(random);
            applier.apply(
                    switch (random.nextInt(4)) {
                        case 0 -> "```text path=\"" + path + "\"\nbad\n```";
                        case 1 -> path + "\n<<<<<<< SEARCH\n=======\nbad\n>>>>>>> REPLACE\n";
                        case 2 -> "```diff\n--- a/" + path + "\n+++ b/" + path + "\n@@ -1 +1 @@\n-inside\n+bad\n```";
                        default -> "diff --git a/x b/y\nrename from " + path + "\nrename to " + other + "\n";
                    });
        }

        assertThat(Folder.everything(outside)).isEqualTo(before);
        assertThat(Folder.everything(root.resolve(".git"))).isEqualTo(git);
        assertThat(Folder.everything(root.resolve("a/inner/.git"))).containsOnlyKeys("");
        assertThat(Folder.everything(folder).keySet())
                .allMatch(path -> path.isEmpty() || path.startsWith("root") || path.startsWith("outside"));
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        int pieces = 1 + random.nextInt(5);
        for (int i = 0; i < pieces; i++) {
            path.append(i == 0 || random.nextInt(8) == 0 ? "" : "/");
            path.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return path.toString();
    }
}
