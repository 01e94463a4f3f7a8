package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.task.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation is true. */
class ConfigExampleTest {
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path folder;

    @Test
    void isReadAndShowsTheDefaults() throws IOException {
        CouncilConfig config = new Setting(folder)
                .project(Files.readString(DOCS.resolve("council.example.yml")))
                .load();

        assertThat(config.agents()).extracting(ConfiguredAgent::adapterId).containsExactly("claude-code", "command");
        assertThat(config.checks()).hasSize(2);
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void namesTheSchemaThatLiesBesideIt() throws IOException {
        String first = Files.readAllLines(DOCS.resolve("council.example.yml")).get(0);
        String reference = "# yaml-language-server: $schema=";
        assertThat(first).startsWith(reference);
        assertThat(DOCS.resolve(first.substring(reference.length()))).isRegularFile();
    }
}
