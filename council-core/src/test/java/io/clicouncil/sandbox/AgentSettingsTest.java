package io.clicouncil.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Mount.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository tells agents to run. */
@Tag("F56")
class AgentSettingsTest {
    private static final Path NOTHING = Path.of("/nothing.json");
    private static final Path EMPTY = Path.of("/dev/null");

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeARepository() throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("work"));
    }

    private Path write(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolve("..").normalize());
        return Files.writeString(path, "run this");
    }

    private List<Mount> hidden(String folder) throws IOException {
        return AgentSettings.hidden(root, root.resolve(folder), NOTHING);
    }

    @Test
    void areHiddenFromWhereTheAgentStartsUpToTheRoot() throws IOException {
        write("service/src/.claude/settings.json");
        Path settings = write("service/.claude/settings.json").resolve("..").normalize();
        Path servers = write(".mcp.json");
        Path variables = write("service/.env");

        assertThat(hidden("service"))
                .containsExactlyInAnyOrder(
                        Mount.empty(settings),
                        new Mount(Kind.READ, NOTHING, servers),
                        new Mount(Kind.READ, EMPTY, variables));
    }

    @Test
    void areNotLookedForWhereThereAreNone() throws IOException {
        write("AGENTS.md");
        write("CLAUDE.md");

        assertThat(hidden("")).isEmpty();
    }

    @Test
    void areHiddenBehindALinkAsWell() throws IOException {
        Path real = write("tools/settings.json").resolve("..").normalize();
        Files.createSymbolicLink(root.resolve(".claude"), real);

        assertThat(hidden("")).containsExactly(Mount.empty(real));
    }

    @Test
    void leadNowhereWhereALinkLeavesTheWorkspace() throws IOException {
        Files.createSymbolicLink(root.resolve(".codex"), Files.createDirectory(temporary.resolve("elsewhere")));

        assertThat(hidden("")).isEmpty();
    }
}
