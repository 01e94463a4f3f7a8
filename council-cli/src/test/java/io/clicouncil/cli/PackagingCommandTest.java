package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package holds besides the command. */
class PackagingCommandTest {
    @TempDir
    Path folder;

    private Project project;
    private Path pages;

    @BeforeEach
    void writeThePages() throws IOException {
        project = Project.make(folder);
        assertThat(project.council("packaging", folder.resolve("made").toString())
                        .exitCode())
                .isZero();
        pages = folder.resolve("made/man/man1");
    }

    @Test
    void hasAPageForEachCommandThatTheHelpNames() throws IOException {
        List<String> commands = Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]")
                .matcher(project.council("--help").out())
                .results()
                .map(command -> "council-" + command.group(1) + ".1")
                .toList();

        try (Stream<Path> files = Files.list(pages)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("council.1", "council-run.1")
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("council.1"), commands.stream())
                            .toList());
        }
    }

    @Test
    void hasTheCompletionOfEachShellUnderTheNameThatTheShellLooksFor() {
        assertThat(folder.resolve("made/completions"))
                .isDirectoryContaining("glob:**/council.bash")
                .isDirectoryContaining("glob:**/_council")
                .isDirectoryContaining("glob:**/council.fish");
    }

    @Test
    void hasPagesInWhichManFindsNothingToWarnOf() {
        assumeTrue(project.shell("command -v groff || echo none").startsWith("/"));

        assertThat(project.shell("for page in '" + pages + "'/*.1; do groff -man -ww -z $page; done"))
                .isEmpty();
    }

    @Test
    void writesWhatIsTypedAsItIsTyped() throws IOException {
        assertThat(Files.readString(pages.resolve("council-completion.1")))
                .contains(".SH EXAMPLES\n.nf\nsource <(council completion bash)")
                .contains("in \\(ti/.bashrc\n.fi\n")
                .contains(".TP\n\\fB\\-C DIR\\fR\n");
    }
}
