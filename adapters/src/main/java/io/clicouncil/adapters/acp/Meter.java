package io.clicouncil.adapters.acp;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Counts what an attempt used and what it cost, from whatever of it the agent tells. */
final class Meter {
    /** These count the last of many requests only, and call it the turn. */
    private static final Set<String> COUNT_THE_LAST_REQUEST = Set.of("opencode");

    /** These make requests on the side, for their memory or the like, and do not count them. */
    private static final Set<String> LEAVE_SOME_OUT = Set.of("qwen-code");

    private final PriceTable prices;
    private final @Nullable BigDecimal configured;
    private final List<Tally> requests = new ArrayList<>();
    private List<Tally> turn = List.of();
    private String agent = "";
    private @Nullable BigDecimal named;

    Meter(PriceTable prices, @Nullable BigDecimal configured) {
        this.prices = prices;
        this.configured = configured;
    }

    /** Who counts. */
    void agent(String name) {
        agent = name.toLowerCase(Locale.ROOT);
    }

    /** Reads an update of the session. True where it told of tokens or money. */
    boolean read(JsonNode update) {
        Optional<Tally> request = Tally.of(null, update.at("/_meta/usage"), true);
        request.ifPresent(requests::add);
        Optional<BigDecimal> amount = update.path("sessionUpdate").asString("").equals("usage_update")
                ? dollars(update.path("cost"))
                : Optional.empty();
        // It grows: each amount stands for all that came before.
        amount.ifPresent(dollars -> named = dollars);
        return request.isPresent() || amount.isPresent();
    }

    /** Reads the result of the turn. */
    void readResult(JsonNode result) {
        if (!COUNT_THE_LAST_REQUEST.contains(agent)) {
            turn = byModel(result.at("/_meta/quota/model_usage"))
                    .or(() -> one(result.path("usage")))
                    .or(() -> one(result.at("/_meta/quota/token_count")))
                    .orElse(List.of());
        }
    }

    /** The amount that the agent named, or null. */
    @Nullable
    BigDecimal named() {
        return named;
    }

    /** The one model that is named beside the tokens, or null. */
    @Nullable
    String model() {
        List<String> models = tallies().stream()
                .map(Tally::model)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return models.size() == 1 ? models.get(0) : null;
    }

    /** Whether it counted at all, be it to nothing. */
    boolean counted() {
        return !tallies().isEmpty();
    }

    Usage usage() {
        return tallies().stream().map(Tally::usage).reduce(Usage.UNKNOWN, Usage::plus);
    }

    /**
     * The price: what the agent named, else what is configured, else that of its tokens.
     *
     * @param model the model that counts where none is named beside the tokens, or null
     */
    Cost cost(@Nullable String model) {
        BigDecimal amount = named;
        if (amount != null) {
            return Cost.reported(amount);
        }
        if (configured != null) {
            return Cost.of(configured, CostSource.CONFIGURED);
        }
        if (!usage().seen()) {
            return Cost.unknown();
        }
        return tallies().stream()
                .filter(tally -> tally.usage().seen())
                .map(tally -> derived(tally, tally.model() == null ? model : tally.model()))
                .reduce(Cost.free(), Cost::plus);
    }

    private Cost derived(Tally tally, @Nullable String model) {
        Cost cost = tally.request() ? prices.costOfRequest(model, tally.usage()) : prices.cost(model, tally.usage());
        BigDecimal amount = cost.amount();
        // Where the cache is not told apart, this is the most that it can have been.
        boolean guess = !tally.split() || LEAVE_SOME_OUT.contains(agent);
        return guess && amount != null ? Cost.of(amount, CostSource.ESTIMATED) : cost;
    }

    private List<Tally> tallies() {
        return turn.isEmpty() ? requests : turn;
    }

    private static Optional<List<Tally>> byModel(JsonNode entries) {
        List<Tally> tallies = new ArrayList<>();
        for (JsonNode entry : entries) {
            String name = entry.path("model").asString("");
            Tally.of(name.isBlank() ? null : name, entry.path("token_count"), false)
                    .ifPresent(tallies::add);
        }
        return tallies.isEmpty() || tallies.size() < entries.size() ? Optional.empty() : Optional.of(tallies);
    }

    private static Optional<List<Tally>> one(JsonNode counts) {
        return Tally.of(null, counts, false).map(List::of);
    }

    /** An amount that is more than nothing: agents say 0 of models whose price they do not know. */
    private static Optional<BigDecimal> dollars(JsonNode cost) {
        return cost.path("currency").asString("USD").equals("USD")
                ? Amounts.dollars(cost.path("amount")).filter(amount -> amount.signum() > 0)
                : Optional.empty();
    }
}
