package io.clicouncil.cli;

import io.clicouncil.json.Json;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.workspace.RunRemains;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is removed, or would be, as public JSON. */
final class CleanReport {
    private static final String SCHEMA = "council.clean/1";

    private final ObjectNode document = Json.object(SCHEMA);
    private final ArrayNode runs;
    private final boolean removed;

    /**
     * A report of nothing yet.
     *
     * @param removed whether it is removed, or would be
     */
    CleanReport(boolean removed) {
        this.removed = removed;
        document.put("removed", removed);
        this.runs = document.putArray("runs");
    }

    /** Adds what one run left, and what was done about it. */
    void add(Leftover leftover, List<String> done) {
        RunRemains remains = leftover.remains();
        ObjectNode run = runs.addObject();
        run.put("runId", remains.runId());
        run.put("state", leftover.state().name());
        run.set(
                "worktrees",
                Json.tree(remains.worktrees().stream().map(Path::toString).toList()));
        run.set("branches", Json.tree(remains.branches()));
        run.put("halfApplied", remains.halfApplied());
        run.put("temporary", remains.temporary());
        run.set("done", Json.tree(removed ? done : List.of()));
    }

    /** The whole, with the ids of the runs that are forgotten. */
    ObjectNode document(List<String> forgotten) {
        document.set("forgotten", Json.tree(forgotten));
        return document;
    }
}
