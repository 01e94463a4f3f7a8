package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program keeps for itself is no part of the change, and what the user had of it stays. */
class BelongingsTest {
    @TempDir
    Path folder;

    private FakeAutoClaude fake;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        fake = new FakeAutoClaude(folder);
    }

    @Test
    void areKeptWithTheAttempt() throws IOException {
        fake.installed().result();

        Path left = fake.files.resolve("left");
        assertThat(left.resolve(".auto-claude/specs/001-greeting/qa_report.md")).hasContent("well done");
        assertThat(left.resolve(".auto-claude-status")).exists();
        assertThat(left.resolve(".claude_settings.json")).exists();
        assertThat(fake.workspace.resolve(".auto-claude")).doesNotExist();
        assertThat(fake.workspace.resolve(".gitignore")).doesNotExist();
    }

    @Test
    void areNotLookedForInTheFoldersAbove() throws IOException, InterruptedException {
        Path foreign = Files.createDirectory(folder.resolve(".auto-claude"));

        assertThat(fake.installed().result().failure()).isNull();
        assertThat(foreign).isEmptyDirectory();
        assertThat(fake.changed()).containsExactly("A\tgreeting.txt");
    }

    @Test
    void thatTheRepositoryTracksStayAsTheyWere() throws IOException, InterruptedException {
        fake.with(".auto-claude/specs/001-old/spec.md", "old")
                .with(".auto-claude-security.json", "mine")
                .with(".gitignore", "target/\r\n.auto-claude-status");

        assertThat(fake.installed().result().session()).isEqualTo("002-greeting");
        assertThat(fake.changed()).containsExactly("A\tgreeting.txt");
        assertThat(fake.workspace.resolve(".auto-claude/specs/002-greeting")).doesNotExist();
    }

    @Test
    void mayBeTakenAwayTwice() throws IOException, InterruptedException {
        fake.with(".auto-claude/notes.md", "mine");
        Belongings belongings = new Belongings(fake.workspace, fake.files);
        belongings.prepare();
        belongings.prepare();
        Files.writeString(fake.workspace.resolve(".auto-claude/notes.md"), "changed");
        Files.writeString(fake.workspace.resolve(".auto-claude-status"), "{}");

        belongings.tidy();
        belongings.tidy();

        assertThat(fake.changed()).isEmpty();
        assertThat(fake.files.resolve("left/.auto-claude/notes.md")).hasContent("changed");
    }

    @Test
    void linksAreTakenAwayThemselves() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "stays");
        Belongings belongings = new Belongings(fake.workspace, fake.files);
        belongings.prepare();
        Files.createSymbolicLink(fake.workspace.resolve(".auto-claude-status"), secret);

        belongings.tidy();

        assertThat(fake.workspace.resolve(".auto-claude-status")).doesNotExist();
        assertThat(secret).hasContent("stays");
    }

    @ParameterizedTest
    @CsvSource({
        // before, after, what stays; a bar is a line feed, a tilde a carriage return
        "'', '|# Auto Claude generated files|.auto-claude/|.worktrees/|', ''",
        "'', '# Auto Claude data directory|.auto-claude/|', ''",
        "'a|', 'a||# Auto Claude generated files|.auto-claude/|.security-key|', 'a|'",
        "'a', 'a||# Auto Claude generated files|.auto-claude/|', 'a'",
        "'a|.auto-claude|', 'a|.auto-claude||# Auto Claude generated files|.auto-claude-status|', 'a|.auto-claude|'",
        "'a|', 'a|build/||# Auto Claude generated files|.auto-claude/|', 'a|build/|'",
        "'a|', 'a||# Auto Claude generated files|.auto-claude/|build/|', 'a|build/|'",
        "'a|', 'a|', 'a|'",
        "'a|b|', 'b|', 'b|'",
        "'a|.auto-claude/', 'a|.auto-claude/|b', 'a|.auto-claude/|b'",
        "'a~|b~|', 'a|b||# Auto Claude generated files|.auto-claude/|', 'a~|b~|'",
        "'a~|', 'a~|b~|', 'a~|b~|'",
    })
    void onlyItsOwnLinesLeaveTheIgnoreFile(String before, String after, String rest) {
        assertThat(IgnoreLines.without(lines(before), lines(after))).isEqualTo(lines(rest));
    }

    private static String lines(String text) {
        return text.replace('|', '\n').replace('~', '\r');
    }
}
