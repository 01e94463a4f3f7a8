package io.clicouncil.cli;

import io.clicouncil.cli.report.Evidence;
import io.clicouncil.cli.report.GitHubFiles;
import io.clicouncil.cli.report.Reports;
import io.clicouncil.cli.report.RunFacts;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.History;
import io.clicouncil.result.AggregatedResult;
import java.nio.file.Path;

/**
 * What is written for others once a run is over: the reports that were asked for, and what a GitHub workflow reads.
 *
 * @param reports the reports
 * @param workflow the files of the workflow's step
 */
record Publication(Reports reports, GitHubFiles workflow) {

    /** What is asked for by the options and by the environment of a workflow. */
    static Publication of(ReportOptions options, Terminal terminal) {
        return new Publication(options.reports(terminal), GitHubFiles.of(terminal.environment()));
    }

    /**
     * Writes it all. What cannot be written is said, and is an error of its own where the run ended well.
     *
     * @param exitCode what the run ended with
     * @return what the command ends with
     */
    int publish(Invocation invocation, AggregatedResult result, int exitCode, Terminal terminal) {
        if (reports.isEmpty() && workflow.isEmpty()) {
            return exitCode;
        }
        Path repository = invocation.repository("HEAD").commonDirectory();
        RunFacts facts = new RunFacts(
                result,
                History.of(repository).events(result.runId()),
                new Evidence(repository, invocation.redaction()));
        int code = attempt(() -> reports.write(facts), exitCode, terminal);
        int last = code;
        return attempt(() -> workflow.write(facts, last), code, terminal);
    }

    private static int attempt(Runnable writing, int exitCode, Terminal terminal) {
        try {
            writing.run();
            return exitCode;
        } catch (CouncilException unwritable) {
            terminal.complain(String.valueOf(unwritable.getMessage()));
            return exitCode == ExitCode.OK ? ExitCode.INTERNAL : exitCode;
        }
    }
}
