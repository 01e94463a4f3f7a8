package io.clicouncil.history;

import io.clicouncil.json.Json;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a list of runs as public JSON.
 *
 * @since 0.1
 */
public final class HistoryJson {
    /** The name and version of the document's shape. */
    public static final String SCHEMA = "council.history/1";

    private HistoryJson() {}

    /**
     * The document of these runs.
     *
     * @param alive whether the run of an id goes on at this moment; asked only of those without an end
     */
    public static ObjectNode document(List<RunEntry> runs, Predicate<String> alive) {
        ObjectNode document = Json.object(SCHEMA);
        ArrayNode list = document.putArray("runs");
        for (RunEntry run : runs) {
            ObjectNode entry = list.addObject();
            entry.setAll((ObjectNode) Json.tree(run));
            entry.put("alive", run.ended() == null && alive.test(run.id()));
        }
        return document;
    }
}
