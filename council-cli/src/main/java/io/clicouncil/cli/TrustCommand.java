package io.clicouncil.cli;

import io.clicouncil.cli.view.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Allows a repository's file to run its commands. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Lets this repository's council.yml run its commands.",
            "Shows what it would run, and what has changed in it since you trusted it. Asks whether you"
                    + " trust it; with --yes you do. Without a terminal it only shows it, and ends with 4 where it is"
                    + " not trusted."
        },
        footer = {"", "Examples:", "  council trust", "  council trust --yes"})
final class TrustCommand implements Callable<Integer> {
    private static final Set<String> YES = Set.of("y", "yes");

    @ParentCommand
    private CouncilCommand council;

    @Option(names = "--yes", description = "Trust it.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Invocation invocation = Invocation.of(council, new TaskOptions());
        Trust trust = invocation.trust();
        PrintStream out = council.terminal().out();
        @Nullable Path file = trust.file();
        if (file == null) {
            out.println("There is no council.yml of a repository here, so there is nothing to trust.");
            return ExitCode.OK;
        }
        if (trust.holds()) {
            out.println(file + " is trusted.");
            return ExitCode.OK;
        }
        out.println(file + " would run, together with your own configuration:");
        Trust.commands(invocation.config()).forEach(command -> out.println("  " + Words.harmless(command)));
        out.println("The file, with what has changed since you trusted it:");
        trust.difference().forEach(line -> out.println("  " + Words.harmless(line)));
        if (!yes && !asked(out)) {
            council.terminal().complain(file + " is not trusted; `council trust --yes` trusts it");
            return ExitCode.REFUSED;
        }
        trust.grant();
        out.println(file + " is trusted.");
        return ExitCode.OK;
    }

    private boolean asked(PrintStream out) throws IOException {
        if (!council.terminal().isShown()) {
            return false;
        }
        out.print("Do you trust it? [y/N] ");
        out.flush();
        @Nullable
        String answer =
                new BufferedReader(new InputStreamReader(council.terminal().in(), StandardCharsets.UTF_8)).readLine();
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
