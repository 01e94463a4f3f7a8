package io.clicouncil.upkeep;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.journal.Journal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.WorkspaceProvider;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps a repository free of what runs left behind. Whether a run is alive is asked of the kernel, and whether it can be
 * resumed of the journal; nothing is judged by its age. Nothing happens before subscription.
 *
 * @since 0.1
 */
public final class Upkeep {
    private final WorkspaceProvider workspaces;
    private final CommandRunner commands;
    private final Journal journal;

    /** Upkeep behind these doors. */
    public Upkeep(WorkspaceProvider workspaces, CommandRunner commands, Journal journal) {
        this.workspaces = Objects.requireNonNull(workspaces, "workspaces");
        this.commands = Objects.requireNonNull(commands, "commands");
        this.journal = Objects.requireNonNull(journal, "journal");
    }

    /** What runs have left or hold now, the oldest first. Changes nothing. */
    public Flux<Leftover> look(RepositoryState repository) {
        return workspaces
                .remains(repository)
                .concatMap(remains -> Mono.fromCallable(() -> new Leftover(remains, state(remains)))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    /**
     * Removes what should not be there: what a crash left of runs that cannot be resumed. What belongs to a run that can
     * stays, and so do branches.
     *
     * @return what was done, a sentence each
     */
    public Flux<String> tidy(RepositoryState repository) {
        return look(repository)
                .filter(leftover -> leftover.state() == Leftover.State.UNTIDY)
                .concatMap(leftover -> remove(repository, leftover.remains(), false));
    }

    /**
     * Removes what a run left whose process is gone: its processes first, then the rest. Work that is on no branch is saved.
     *
     * @param branches whether its branches go as well
     * @return what was done, a sentence each
     */
    public Flux<String> remove(RepositoryState repository, RunRemains remains, boolean branches) {
        Flux<String> ended = commands.reap(remains.directory())
                .filter(count -> count > 0)
                .map(count -> "ended " + count + " command(s) that the run " + remains.runId() + " had left running")
                .flux();
        return ended.concatWith(workspaces.remove(repository, remains.runId(), branches));
    }

    private Leftover.State state(RunRemains remains) {
        if (remains.alive()) {
            return Leftover.State.GOES_ON;
        }
        List<CouncilEvent> events = journal.events(remains.runId());
        if (!events.isEmpty() && !(events.get(events.size() - 1) instanceof CouncilEvent.RunFinished)) {
            return Leftover.State.CUT_OFF;
        }
        return remains.untidy() ? Leftover.State.UNTIDY : Leftover.State.ENDED;
    }
}
