package io.clicouncil.cli;

import io.clicouncil.cli.packaging.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Completion for a shell. The launcher of a distribution answers the same from a file, without a JVM. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {"Prints a script that lets a shell complete commands.", "With their options, runs and agents."},
        footer = {
            "",
            "Examples:",
            "  source <(council completion bash)            # in ~/.bashrc",
            "  source <(council completion zsh)             # in ~/.zshrc, after compinit",
            "  council completion fish | source             # in ~/.config/fish/config.fish",
        })
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public Integer call() {
        council.terminal().out().print(shell.script(spec.root()));
        return ExitCode.OK;
    }
}
