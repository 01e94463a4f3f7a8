package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.upkeep.Leftover.State;
import io.clicouncil.upkeep.Upkeep;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    @TempDir
    Path root;

    private FakeWorkspaces workspaces;
    private MemoryJournal journal;
    private RepositoryState repository;

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
        journal = new MemoryJournal();
        repository = new RepositoryState(root, root, "main", FakeWorkspaces.BASE, List.of());
    }

    @Test
    void tellsRunsThatGoOnFromThoseThatWereCutOffAndFromThoseThatEnded() {
        remains("alive", true, root.resolve("w"));
        remains("cut-off", false, root.resolve("w"));
        remains("unknown", false, root.resolve("w"));
        remains("ended", false);
        journal.append(new CouncilEvent.DeadlineReached(new Stamp("cut-off", 1, Instant.EPOCH)));

        List<Leftover> found =
                Objects.requireNonNull(upkeep().look(repository).collectList().block());

        assertThat(found)
                .extracting(leftover -> leftover.remains().runId() + " " + leftover.state())
                .containsExactly(
                        "alive " + State.GOES_ON,
                        "cut-off " + State.CUT_OFF,
                        "unknown " + State.UNTIDY,
                        "ended " + State.ENDED);
    }

    @Test
    void removesOnlyWhatNobodyCanResume() {
        remains("alive", true, root.resolve("w"));
        remains("cut-off", false, root.resolve("w"));
        remains("unknown", false, root.resolve("w"));
        journal.append(new CouncilEvent.DeadlineReached(new Stamp("cut-off", 1, Instant.EPOCH)));

        assertThat(upkeep().tidy(repository).collectList().block()).containsExactly("removed unknown");
    }

    @Test
    void removesBranchesOnlyWhereItIsAskedTo() {
        RunRemains ended = remains("ended", false);

        assertThat(upkeep().remove(repository, ended, true).collectList().block())
                .containsExactly("removed ended with its branches");
    }

    private RunRemains remains(String runId, boolean alive, Path... worktrees) {
        RunRemains remains =
                new RunRemains(runId, alive, root.resolve(runId), List.of(worktrees), List.of(), false, false);
        workspaces.remains.add(remains);
        return remains;
    }

    private Upkeep upkeep() {
        return new Upkeep(workspaces, new NoCommands(), journal);
    }
}
