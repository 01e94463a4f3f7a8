package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpPagesTest {
    private static final int SCREEN = 50;
    private static final int WIDTH = 80;

    @TempDir
    static Path folder;

    private static CommandLine command() throws IOException {
        Project project = Project.bare(folder, "help");
        return Main.commandLine(new Terminal(System.out, System.err, System.in, project.environment(), project.root()));
    }

    static List<String> commands() throws IOException {
        return List.copyOf(command().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsAScreenAndSaysWhatToType(String name) throws IOException {
        CommandLine line = Objects.requireNonNull(command().getSubcommands().get(name));
        String help = line.getUsageMessage();
        assertThat(help.lines()).hasSizeLessThanOrEqualTo(SCREEN).allMatch(text -> text.length() <= WIDTH);
        if (!name.equals("help")) {
            assertThat(help).contains("\nExamples:\n  council " + name).doesNotContain("--color=WHEN");
        }
    }

    @Test
    void theFirstPageNamesEveryCommandInOneLine() throws IOException {
        Outcome outcome = Project.bare(folder, "first").council("--help");
        assertThat(outcome.out().lines()).hasSizeLessThanOrEqualTo(SCREEN).allMatch(text -> text.length() <= WIDTH);
        for (Map.Entry<String, CommandLine> each : command().getSubcommands().entrySet()) {
            String says = HelpPages.headline(each.getValue().getCommandSpec().usageMessage());
            assertThat(outcome.out()).containsPattern("(?m)^  " + each.getKey() + " +\\Q" + says + "\\E$");
        }
    }

    @Test
    void helpOfACommandThatIsAskedForByHelpIsTheSame() throws IOException {
        Project project = Project.bare(folder, "same");
        assertThat(project.council("help", "run").out())
                .isEqualTo(project.council("run", "--help").out());
    }
}
