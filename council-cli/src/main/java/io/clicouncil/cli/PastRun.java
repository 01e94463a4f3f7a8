package io.clicouncil.cli;

import io.clicouncil.config.CouncilConfig;
import io.clicouncil.config.RecordedConfig;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Plan;
import java.nio.file.Path;

/**
 * A run of the past, to go on with or to end: under the settings that were recorded with it.
 *
 * @param runId its id
 * @param journal where it is recorded
 * @param invocation the settings that it was started with
 * @param task the task that it was started with
 */
record PastRun(String runId, SqliteJournal journal, Invocation invocation, CouncilTask task) {

    /**
     * The run as it is recorded.
     *
     * @throws CouncilException where it is not known, or nothing was recorded to go on with
     */
    static PastRun of(CouncilCommand command, RunArchive archive, SqliteJournal journal, String runId) {
        String settings = journal.configuration(runId);
        if (settings == null || !(journal.events(runId).get(0) instanceof CouncilEvent.RunStarted started)) {
            throw CouncilException.usage(
                    "the settings of the run " + runId + " were not recorded: it was not started by"
                            + " this command, and only who started it can go on with it");
        }
        Invocation invocation =
                Invocation.ofRecorded(command, config(settings, started.plan().repository(), archive));
        return new PastRun(
                runId, journal, invocation, invocation.recorded(started.plan().task()));
    }

    /** A repository can be moved while a run of it waits to be gone on with. */
    private static CouncilConfig config(String settings, Plan.Repository then, RunArchive archive) {
        CouncilConfig config = RecordedConfig.read(settings);
        return archive.holds(config.folder())
                ? config
                : RecordedConfig.read(RecordedConfig.moved(
                        settings, Path.of(then.root()), archive.repository().root()));
    }
}
