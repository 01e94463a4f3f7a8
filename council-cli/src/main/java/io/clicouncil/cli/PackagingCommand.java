package io.clicouncil.cli;

import io.clicouncil.cli.packaging.ManualPage;
import io.clicouncil.cli.packaging.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a package of the command holds besides the command. The build of the distribution calls it; users need not. */
@Command(
        name = "packaging",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Writes shell completion and manual pages into the folders completions and man/man1 of a folder.")
final class PackagingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder; made where it is missing.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Path completions = Files.createDirectories(folder.resolve("completions"));
        for (Shell shell : Shell.values()) {
            Files.writeString(completions.resolve(shell.fileName()), shell.script(spec.root()));
        }
        Path pages = Files.createDirectories(folder.resolve("man/man1"));
        for (ManualPage page : ManualPage.of(spec.root(), new Version().getVersion()[0])) {
            Files.writeString(pages.resolve(page.fileName()), page.text());
        }
        return ExitCode.OK;
    }
}
