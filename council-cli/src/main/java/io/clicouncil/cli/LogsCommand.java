package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.redaction.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What an agent printed. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what an agent printed.",
            "Without the keys that agents have, and with control characters made harmless. Of one whose"
                    + " workspace could not be set up, what the setup commands printed."
        },
        footer = {"", "Examples:", "  council logs latest claude", "  council logs latest claude -f"})
final class LogsCommand implements Callable<Integer> {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final long PAUSE_MILLIS = 500;

    @ParentCommand
    private CouncilCommand council;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'latest'.")
    private String word;

    @Parameters(index = "1", paramLabel = "AGENT", description = "Whose output.")
    private String agent;

    @Option(names = "-f", description = "Go on with what is added, until the run ends.")
    private boolean follow;

    @Option(names = "--attempt", paramLabel = "N", description = "Of this attempt (default: the last).")
    private @Nullable Integer attempt;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        Path attempts = archive.attempts(run, agent);
        Redaction redaction = archive.invocation().redaction();
        AttemptOutput output = null;
        boolean over;
        do {
            // Asked before reading, so that nothing is missed that was printed meanwhile.
            over = !follow || !archive.alive().contains(run.id());
            for (Path next : unread(attempts, output)) {
                close(output);
                announce(next, output != null);
                output = new AttemptOutput(next, council.terminal(), redaction);
            }
            if (output != null) {
                output.printWhatIsNew();
            }
            if (!over) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } while (!over);
        if (output == null && attempt == null) {
            output = printSetup(attempts.resolve("setup"), redaction);
        }
        if (output == null) {
            throw CouncilException.environment("there is no output of '" + agent + "' in run " + run.id()
                    + (attempt == null ? "" : ", attempt " + attempt)
                    + ": it was never started, or its files were deleted since");
        }
        output.close();
        return ExitCode.OK;
    }

    /** What the setup commands printed: all there is where one of them failed before the first attempt. */
    private @Nullable AttemptOutput printSetup(Path folder, Redaction redaction) throws IOException {
        AttemptOutput output = null;
        for (int number = 1; Files.exists(folder.resolve("setup-" + number + ".out")); number++) {
            close(output);
            String name = "setup-" + number;
            output = new AttemptOutput(folder, name + ".out", name + ".err", council.terminal(), redaction);
            output.printWhatIsNew();
        }
        return output;
    }

    private static void close(@Nullable AttemptOutput output) throws IOException {
        if (output != null) {
            output.printWhatIsNew();
            output.close();
        }
    }

    /** The attempts that are asked for and not begun to be read, in order: one that is read is read to its end. */
    private List<Path> unread(Path attempts, @Nullable AttemptOutput current) throws IOException {
        List<Path> found = wanted(attempts);
        if (current == null) {
            return found.isEmpty() ? found : found.subList(found.size() - 1, found.size());
        }
        return found.stream().dropWhile(folder -> !current.isOf(folder)).skip(1).toList();
    }

    /** Where one attempt follows another, a reader has to know which words are whose. */
    private void announce(Path attempt, boolean another) {
        if (another && !council.quiet()) {
            council.terminal().err().println("--- attempt " + name(attempt) + " ---");
        }
    }

    /** The folders of the attempts that are asked for, in order. */
    private List<Path> wanted(Path attempts) throws IOException {
        if (!Files.isDirectory(attempts)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(attempts)) {
            return folders.filter(folder -> NUMBER.matcher(name(folder)).matches())
                    .filter(folder -> attempt == null || Integer.parseInt(name(folder)) == attempt)
                    .sorted(Comparator.comparing(folder -> Integer.parseInt(name(folder))))
                    .toList();
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
