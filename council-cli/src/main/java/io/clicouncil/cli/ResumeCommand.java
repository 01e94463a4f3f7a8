package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Goes on with a run. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a run that did not come to its end.",
            "Of one that was cut off, interrupted, stopped at its deadline or budget, or had failed. Agents"
                    + " that still work are taken over, what they have done meanwhile counts, and nothing is paid"
                    + " twice.",
            "Of a run that is complete it prints the result again, with its exit code."
        },
        footer = {"", "Examples:", "  council resume latest", "  council resume latest --budget 10.00"})
final class ResumeCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(paramLabel = "RUN", description = "The run's id, a prefix of it that is unique, or latest.")
    private String run;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What the run may cost from now on, all that it has cost included.")
    private @Nullable BigDecimal budget;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Mixin
    private ReportOptions reports;

    @Override
    public Integer call() {
        if (budget != null && budget.signum() < 0) {
            throw CouncilException.usage("--budget: must be an amount in US dollars as 2.00, not negative");
        }
        Publication publication = Publication.of(reports, council.terminal());
        RunArchive archive = RunArchive.of(council);
        Format form = archive.invocation().format(format);
        try (SqliteJournal journal = archive.journal()) {
            return new RunSession(council, form)
                    .publishing(publication)
                    .resume(PastRun.of(council, archive, journal, archive.find(run)), budget);
        }
    }
}
