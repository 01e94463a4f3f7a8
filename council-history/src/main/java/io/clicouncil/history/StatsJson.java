package io.clicouncil.history;

import io.clicouncil.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes statistics of agents as public JSON.
 *
 * @since 0.1
 */
public final class StatsJson {
    /** The name and version of the document's shape. */
    public static final String SCHEMA = "council.stats/1";

    private static final int DECIMALS = 4;
    private static final double MILLIS = 1000;

    private StatsJson() {}

    /**
     * The document of these statistics.
     *
     * @param since from when on runs were counted, or null for all
     */
    public static ObjectNode document(Stats stats, @Nullable Instant since) {
        ObjectNode document = Json.object(SCHEMA);
        document.put("since", since == null ? null : since.toString());
        document.put("ended", stats.ended());
        document.put("open", stats.open());
        ArrayNode list = document.putArray("agents");
        for (AgentStats agent : stats.agents()) {
            ObjectNode entry = list.addObject();
            entry.put("agent", agent.agent());
            entry.put("runs", agent.runs());
            entry.put("wins", agent.wins());
            entry.put("judged", agent.judged());
            entry.put("eligible", agent.eligible());
            if (agent.judged() == 0) {
                entry.putNull("eligibleRate");
            } else {
                Proportion rate = Proportion.of(agent.eligible(), agent.judged());
                entry.putObject("eligibleRate")
                        .put("rate", rounded(rate.rate()))
                        .put("low", rounded(rate.low()))
                        .put("high", rounded(rate.high()));
            }
            BigDecimal cost = agent.costPerAccepted();
            entry.put("costPerAccepted", cost == null ? null : cost.toPlainString());
            entry.put("unknownCostCount", agent.unknownCosts());
            Duration median = agent.median();
            entry.put("medianSeconds", median == null ? null : Double.valueOf(median.toMillis() / MILLIS));
        }
        return document;
    }

    private static BigDecimal rounded(double share) {
        return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
