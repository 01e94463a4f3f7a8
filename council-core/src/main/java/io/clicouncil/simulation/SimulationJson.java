package io.clicouncil.simulation;

import io.clicouncil.json.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a simulation as public JSON.
 *
 * @since 0.1
 */
public final class SimulationJson {
    /** The name and version of the document's shape. */
    public static final String SCHEMA = "council.simulation/1";

    private static final int LEAST_DECIMALS = 4;

    private SimulationJson() {}

    /**
     * The document of a simulation.
     *
     * @param tasks how many were judged
     * @param rows what came of them
     */
    public static ObjectNode document(int tasks, List<Simulation.Row> rows) {
        ObjectNode document = Json.object(SCHEMA).put("tasks", tasks);
        ArrayNode list = document.putArray("rows");
        for (Simulation.Row row : rows) {
            ObjectNode entry = list.addObject().put("strategy", row.kind().id());
            row.agents().forEach(entry.putArray("agents")::add);
            entry.put("worth", amount(row.worth())).put("solved", row.solved()).put("cost", amount(row.cost()));
            if (row.duration() == null) {
                entry.putNull("seconds");
            } else {
                entry.set("seconds", Json.tree(row.duration()));
            }
        }
        return document;
    }

    private static @Nullable String amount(@Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        int decimals = Math.max(LEAST_DECIMALS, amount.stripTrailingZeros().scale());
        return amount.setScale(decimals).toPlainString();
    }
}
