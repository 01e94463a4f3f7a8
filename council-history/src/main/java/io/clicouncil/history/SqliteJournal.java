package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.journal.Journal;
import io.clicouncil.strategy.Outcomes;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a repository: {@code council/journal.db} below the common git directory, readable by its owner only. Each
 * append is one commit that is on the disk when it returns. Several councils, of one process or of many, may append at the
 * same time, to different runs.
 *
 * <p>Beside it lies {@code council/reserve}, some space that is freed when the disk is full, so that what was begun can
 * still be told to its end.
 *
 * @since 0.1
 */
public final class SqliteJournal implements Journal, AutoCloseable {
    private final Database database;

    private SqliteJournal(Database database) {
        this.database = database;
    }

    /**
     * Opens the journal of a repository, and begins one where there is none.
     *
     * @param commonDirectory the common git directory, which exists
     * @throws io.clicouncil.failure.CouncilException of reason {@code ENVIRONMENT} where it cannot be read and written; a
     *     file that is damaged, foreign, or written by a newer council is left as it is
     */
    public static SqliteJournal open(Path commonDirectory) {
        return new SqliteJournal(JournalFile.in(commonDirectory).forWriting());
    }

    /**
     * The same journal; runs that are begun through it keep a configuration as well.
     *
     * @param configuration what it takes to go on with the run, for {@link #configuration(String)}
     */
    public Journal recording(String configuration) {
        Objects.requireNonNull(configuration, "configuration");
        return new Journal() {
            @Override
            public Kept append(CouncilEvent event) {
                return keep(event, configuration);
            }

            @Override
            public List<CouncilEvent> events(String runId) {
                return SqliteJournal.this.events(runId);
            }

            @Override
            public Outcomes outcomes() {
                return SqliteJournal.this.outcomes();
            }
        };
    }

    /** The configuration that a run was begun with, or null where none was kept or the run is not known. */
    public @Nullable String configuration(String runId) {
        List<@Nullable String> found = database.read(connection ->
                Rows.all(connection, row -> row.getString(1), "SELECT configuration FROM run WHERE id = ?", runId));
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.clicouncil.failure.CouncilException of reason {@code INTERNAL} also where the event's number was kept
     *     before, where a run begins that is known, and where one goes on that is not
     */
    @Override
    public Kept append(CouncilEvent event) {
        return keep(event, null);
    }

    private Kept keep(CouncilEvent event, @Nullable String configuration) {
        database.write(connection -> {
            RunRows.update(connection, event, configuration);
            EventRows.insert(connection, event);
            return event;
        });
        return database.onReserve() ? Kept.ON_RESERVE : Kept.SAFELY;
    }

    /** {@inheritDoc} Events of types that only a newer version knows are left out. */
    @Override
    public List<CouncilEvent> events(String runId) {
        return database.read(connection -> EventRows.all(connection, runId)).events();
    }

    @Override
    public Outcomes outcomes() {
        return Outcomes.of(database.read(OutcomeRows::all));
    }

    /** Closes the file. Closing twice is harmless. */
    @Override
    public void close() {
        database.close();
    }
}
