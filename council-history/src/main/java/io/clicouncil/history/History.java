package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.strategy.Outcomes;
import io.clicouncil.text.Nearest;
import io.clicouncil.text.Quoted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a repository, read from its journal while others may be writing it. Nothing is made where there is none: the
 * history is empty then. Every method opens the file anew, and throws a {@link CouncilException} where it cannot be read.
 *
 * @since 0.1
 */
public final class History {
    /** The word for the newest run. */
    public static final String LATEST = "latest";

    private static final int NAMED_IN_ERRORS = 10;

    private final JournalFile file;

    private History(JournalFile file) {
        this.file = file;
    }

    /** The history of the repository with this common git directory. */
    public static History of(Path commonDirectory) {
        return new History(JournalFile.in(commonDirectory));
    }

    /**
     * The runs, the newest first.
     *
     * @param limit how many at most
     */
    public List<RunEntry> runs(int limit) {
        return runs(limit, run -> true);
    }

    /**
     * The runs that are wanted, the newest first.
     *
     * @param limit how many at most
     * @param wanted asked for each run, which has no cost yet where it has no end
     */
    public List<RunEntry> runs(int limit, Predicate<RunEntry> wanted) {
        return read(List.of(), connection -> RunRows.newest(connection, limit, wanted));
    }

    /** The run of this id, or null where it is not known. */
    public @Nullable RunEntry run(String runId) {
        List<RunEntry> found = read(List.of(), connection -> RunRows.named(connection, runId));
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * The id of the run that is meant.
     *
     * @param word an id, the beginning of just one, or {@value #LATEST}
     * @throws CouncilException of reason {@code USAGE} where none is meant, or several are
     */
    public String find(String word) {
        List<String> ids = read(
                List.of(),
                connection -> Rows.all(
                        connection, row -> row.getString(1), "SELECT id FROM run ORDER BY started DESC, id DESC"));
        if (ids.isEmpty()) {
            throw CouncilException.usage("there is no run yet in this repository: 'council run' begins one");
        }
        List<String> meant = word.equals(LATEST)
                ? ids.subList(0, 1)
                : ids.stream().filter(id -> id.startsWith(word)).toList();
        if (meant.contains(word) || meant.size() == 1) {
            return meant.contains(word) ? word : meant.get(0);
        } else if (meant.isEmpty()) {
            throw CouncilException.usage("no run is called " + Quoted.of(word)
                    + Nearest.to(word, ids)
                            .map(nearest -> " - did you mean '" + nearest + "'?")
                            .orElseGet(() -> "; the newest are " + named(ids)));
        }
        throw CouncilException.usage("several runs begin with " + Quoted.of(word) + ": " + named(meant)
                + "; write more of the one you mean");
    }

    /** The events of a run that were kept and that this version knows, in order; none where it is not known. */
    public List<CouncilEvent> events(String runId) {
        return read(List.of(), connection -> EventRows.all(connection, runId).events());
    }

    /** The types of those events of a run that {@link #events} leaves out, because only a newer version knows them. */
    public SortedSet<String> leftOut(String runId) {
        return read(
                Collections.emptySortedSet(),
                connection -> EventRows.all(connection, runId).leftOut());
    }

    /** What came of a run when it ended last, or null where it never did. */
    public @Nullable AggregatedResult result(String runId) {
        List<RunFinished> ends = read(List.of(), connection -> EventRows.lastEnd(connection, runId));
        return ends.isEmpty() ? null : ends.get(0).result();
    }

    /**
     * What came of the agents in all runs that have ended, the oldest first; each run is a task, by its id. A run without a
     * required check is left out, and so is an agent that was not asked, could not be, or was stopped.
     */
    public Outcomes outcomes() {
        return Outcomes.of(read(List.of(), OutcomeRows::all));
    }

    /** How the agents have done in the runs that were started since then. */
    public Stats stats(Instant since) {
        return read(new Stats(0, 0, List.of()), connection -> StatRows.since(connection, since));
    }

    /** The same as a journal that nothing can be added to. */
    public Journal reading() {
        return new ReadOnlyJournal(this);
    }

    /**
     * Forgets runs that have ended, with their events.
     *
     * @param olderThan only those that were started before
     * @param mayGo asked for each of them, by its id
     * @return the ids of those that are forgotten, the oldest first
     */
    public List<String> prune(Instant olderThan, Predicate<String> mayGo) {
        String old = "SELECT id FROM run WHERE status IS NOT NULL AND started < ? ORDER BY started, id";
        List<String> candidates = read(
                List.of(), connection -> Rows.all(connection, row -> row.getString(1), old, RunRows.time(olderThan)));
        List<String> going = candidates.stream().filter(mayGo).toList();
        if (going.isEmpty()) {
            return going;
        }
        try (Database database = file.forWriting()) {
            return database.write(connection -> deleted(connection, going));
        }
    }

    /** Somebody may have gone on with one of them meanwhile. */
    private static List<String> deleted(Connection connection, List<String> ids) throws SQLException {
        List<String> deleted = new ArrayList<>();
        for (String id : ids) {
            if (Rows.change(connection, "DELETE FROM run WHERE id = ? AND status IS NOT NULL", id) > 0) {
                deleted.add(id);
            }
        }
        return deleted;
    }

    private <T> T read(T nothing, Database.Work<T> work) {
        return file.forReading()
                .map(database -> {
                    try (database) {
                        return Objects.requireNonNull(database.read(work));
                    }
                })
                .orElse(nothing);
    }

    private static String named(List<String> ids) {
        List<String> some = ids.subList(0, Math.min(ids.size(), NAMED_IN_ERRORS));
        return String.join(", ", some) + (some.size() < ids.size() ? ", …" : "");
    }
}
