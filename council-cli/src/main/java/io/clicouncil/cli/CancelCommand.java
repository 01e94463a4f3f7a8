package io.clicouncil.cli;

import io.clicouncil.cli.view.Words;
import io.clicouncil.engine.StopRequest;
import io.clicouncil.engine.StopRequests;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.result.Candidate;
import io.clicouncil.upkeep.Leftover;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Ends a run, or one agent of it. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a run, or one agent of it, from another terminal.",
            "What was spent is recorded, and what was done is saved on branches. A run that was cut off is"
                    + " ended here and now."
        },
        footer = {"", "Examples:", "  council cancel latest", "  council cancel latest claude"})
final class CancelCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, a prefix that is unique, or latest.")
    private String run;

    @Parameters(index = "1", arity = "0..1", paramLabel = "AGENT", description = "Which agent (default: all).")
    private @Nullable String agent;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunArchive archive = RunArchive.of(council);
        try (SqliteJournal journal = archive.journal()) {
            String runId = archive.find(run);
            Leftover leftover = archive.leftover(journal, runId);
            Leftover.State state = leftover == null ? Leftover.State.ENDED : leftover.state();
            switch (state) {
                case GOES_ON -> endElsewhere(archive, journal, runId);
                case CUT_OFF -> endHere(archive, journal, runId);
                case ENDED, UNTIDY -> throw CouncilException.usage("the run " + runId + " is over already");
            }
            return ExitCode.OK;
        }
    }

    private void endElsewhere(RunArchive archive, SqliteJournal journal, String runId)
            throws IOException, InterruptedException {
        StopRequest request = StopRequest.wholeRun();
        if (agent != null) {
            RunArchive.requireAgent(archive.run(runId), agent);
            request = StopRequest.agent(agent);
        }
        Answer answer = new Answer(
                runId, () -> journal.events(runId), () -> archive.alive().contains(runId));
        StopRequests.leave(archive.directory(runId), request);
        council.terminal()
                .err()
                .println("Asked the run " + runId + " to stop" + (agent == null ? "" : " " + agent) + ".");
        String words = answer.await(
                events -> outcome(events, agent),
                () -> council.terminal()
                        .complain("the run " + runId
                                + " has not answered yet; its process may be stopped. Ctrl-C ends the wait,"
                                + " and the run stops when it goes on"));
        council.terminal().out().println(words);
    }

    /** What came of it, once it is over. */
    private static Optional<String> outcome(List<CouncilEvent> events, @Nullable String agent) {
        if (agent == null) {
            return events.get(events.size() - 1) instanceof CouncilEvent.RunFinished finished
                    ? Optional.of("The run is over: " + finished.result().status() + ", spent $"
                            + finished.result().totals().cost().known().toPlainString() + " as far as it is known")
                    : Optional.empty();
        }
        return events.stream()
                .filter(CouncilEvent.CandidateDecided.class::isInstance)
                .map(event -> ((CouncilEvent.CandidateDecided) event).candidate())
                .filter(candidate -> candidate.agent().equals(agent))
                .reduce((earlier, later) -> later)
                .map(CancelCommand::words);
    }

    private static String words(Candidate candidate) {
        return candidate.agent() + " has ended: " + Words.harmless(candidate.reason()) + ", cost "
                + Words.cost(candidate.cost());
    }

    private void endHere(RunArchive archive, SqliteJournal journal, String runId) {
        if (agent != null) {
            throw CouncilException.usage("the run " + runId + " was cut off: `council resume " + runId
                    + "` goes on with it, `council cancel " + runId + "` ends it as a whole");
        }
        new RunSession(council, Format.text).end(PastRun.of(council, archive, journal, runId));
    }
}
