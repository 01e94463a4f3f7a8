package io.clicouncil.config;

import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how agents are used and how one is chosen. What is set for another strategy waits until that is asked for. */
final class StrategyReader {
    static final List<String> KEYS = List.of("strategy", "worth", "hedge", "select", "judge");
    private static final List<String> RULES = List.of("cheapest", "fastest", "smallest");

    private final Fields file;

    StrategyReader(Fields file) {
        this.file = file;
    }

    StrategySettings strategy() {
        StrategyKind kind = kind();
        BigDecimal worth = file.get("worth").map(Value::money).orElse(null);
        Duration hedge = file.get("hedge").map(Value::positiveDuration).orElse(null);
        return switch (kind) {
            case ALL -> new StrategySettings(kind, null, null, rule());
            case RACE -> StrategySettings.of(kind);
            case CASCADE -> new StrategySettings(kind, worth, hedge, rule());
        };
    }

    /** Who compares, or null where nobody does. */
    @Nullable
    JudgeSettings judge() {
        Value value = file.get("judge").orElse(null);
        if (value == null) {
            return null;
        }
        Fields judge = value.fields(List.of("agent", "band"));
        String agent = judge.get("agent")
                .orElseThrow(() -> value.error("'agent' is missing: the name of the agent that compares"))
                .text();
        BigDecimal band = judge.get("band")
                .orElseThrow(() -> value.error("'band' is missing: by how many US dollars a change may be dearer than"
                        + " the cheapest and still be compared with it, as 0.10"))
                .money();
        if (kind() != StrategyKind.ALL) {
            return null;
        }
        if (rule() != SelectionRule.CHEAPEST) {
            throw value.error("a judge breaks ties of price, and 'select' is " + rule().id() + ": remove one of them");
        }
        return new JudgeSettings(agent, band, value.place().toString());
    }

    private StrategyKind kind() {
        return file.get("strategy")
                .map(strategy -> strategy.choice(StrategyKind.ids()))
                .map(id -> StrategyKind.valueOf(id.toUpperCase(Locale.ROOT)))
                .orElse(StrategyKind.ALL);
    }

    private SelectionRule rule() {
        return file.get("select")
                .map(rule -> rule.choice(RULES))
                .map(id -> SelectionRule.valueOf(id.toUpperCase(Locale.ROOT)))
                .orElse(SelectionRule.CHEAPEST);
    }
}
