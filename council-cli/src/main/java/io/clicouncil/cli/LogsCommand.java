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
            Path newest = wanted(attempts);
            if (newest != null && (output == null || !output.isOf(newest))) {
                close(output);
                output = new AttemptOutput(newest, council.terminal(), redaction);
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

    /** The folder of the attempt that is asked for, or null where it is not there. */
    private @Nullable Path wanted(Path attempts) throws IOException {
        if (!Files.isDirectory(attempts)) {
            return null;
        }
        try (Stream<Path> folders = Files.list(attempts)) {
            List<Path> found = folders.filter(
                            folder -> NUMBER.matcher(name(folder)).matches())
                    .filter(folder -> attempt == null || Integer.parseInt(name(folder)) == attempt)
                    .sorted(Comparator.comparing(folder -> Integer.parseInt(name(folder))))
                    .toList();
            return found.isEmpty() ? null : found.get(found.size() - 1);
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
