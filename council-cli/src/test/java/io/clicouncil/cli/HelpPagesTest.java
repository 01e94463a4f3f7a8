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
        return command().getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsAScreenAndSaysWhatToType(String name) throws IOException {
        CommandLine line = Objects.requireNonNull(command().getSubcommands().get(name));
        String help = line.getUsageMessage();
        assertThat(help.lines()).hasSizeLessThanOrEqualTo(SCREEN).allMatch(text -> text.length() <= WIDTH);
        if (!name.equals("help")) {
            assertThat(help)
                    .containsPattern("\nExamples:\n  .*council .*" + name)
                    .doesNotContain("--color=WHEN");
        }
    }

    @Test
    void theFirstPageNamesEveryCommandInOneLine() throws IOException {
        Outcome outcome = Project.bare(folder, "first").council("--help");
        assertThat(outcome.out().lines()).hasSizeLessThanOrEqualTo(SCREEN).allMatch(text -> text.length() <= WIDTH);
        for (String name : commands()) {
            CommandLine line = Objects.requireNonNull(command().getSubcommands().get(name));
            String says = HelpPages.headline(line.getCommandSpec().usageMessage());
            assertThat(outcome.out()).containsPattern("(?m)^  " + name + " +\\Q" + says + "\\E$");
        }
    }

    @Test
    void helpOfACommandThatIsAskedForByHelpIsTheSame() throws IOException {
        Project project = Project.bare(folder, "same");
        assertThat(project.council("help", "run").out())
                .isEqualTo(project.council("run", "--help").out());
    }
}
