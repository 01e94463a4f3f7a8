package io.clicouncil.cost;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prices of models: those that a user set, then those of a dated snapshot of a public table. A model is looked up by
 * its exact name; then without the provider that it begins with, its date and its context size; then by the longest name
 * of the table that begins it and ends where one of its words ends. Where it names a provider, only that one's models
 * count. A model that is not found has an unknown cost, never none. Immutable.
 *
 * @since 0.1
 */
public final class PriceTable {
    private static final PriceTable BUNDLED = PriceFile.bundled();

    private final String source;
    private final Map<String, Price> own;
    private final List<Listed> listed;

    /** A row of the snapshot. */
    record Listed(String provider, String model, Price price) {}

    PriceTable(String source, Map<String, Price> own, List<Listed> listed) {
        this.source = source;
        this.own = Map.copyOf(own);
        this.listed = List.copyOf(listed);
    }

    /** The snapshot that comes with the council. */
    public static PriceTable bundled() {
        return BUNDLED;
    }

    /** The same, with prices of one's own that come first, by model. */
    public PriceTable with(Map<String, Price> prices) {
        Map<String, Price> all = new LinkedHashMap<>(own);
        all.putAll(prices);
        return new PriceTable(source, all, listed);
    }

    /** Where the snapshot comes from, from when it is, and under which licence. */
    public String source() {
        return source;
    }

    /** What the tokens of a model cost, where that is known. */
    public Optional<Price> find(@Nullable String model) {
        if (model == null || model.isBlank()) {
            return Optional.empty();
        }
        ModelId id = ModelId.of(model);
        return lookUp(model, id, (mine, theirs) -> theirs.equals(model))
                .or(() -> lookUp(
                        model, id, (mine, theirs) -> ModelId.of(theirs).name().equals(mine.name())))
                .or(() -> lookUp(model, id, ModelId::extend));
    }

    /**
     * What tokens cost that any number of requests used: the least that it can be, where the price depends on how long a
     * request's prompt is.
     *
     * @return a derived cost, billed by use; unknown where the model, its input or its output is not known
     */
    public Cost cost(@Nullable String model, Usage usage) {
        return derived(find(model).map(price -> price.of(usage)));
    }

    /** What the tokens of one single request cost; else as {@link #cost}. */
    public Cost costOfRequest(@Nullable String model, Usage usage) {
        return derived(find(model).map(price -> price.ofRequest(usage)));
    }

    private static Cost derived(Optional<BigDecimal> amount) {
        return amount.map(dollars -> Cost.of(dollars, CostSource.DERIVED)).orElseGet(Cost::unknown);
    }

    /** The longest name that fits, a user's own before a listed one. */
    private Optional<Price> lookUp(String model, ModelId id, BiPredicate<ModelId, String> fits) {
        Stream<Listed> mine = own.entrySet().stream()
                .map(entry -> new Listed("", entry.getKey(), entry.getValue()))
                .filter(row -> row.model().equals(model) || sameProvider(id, ModelId.of(row.model())));
        Stream<Listed> theirs = listed.stream()
                .filter(row -> id.provider() == null || row.provider().equals(id.provider()));
        return longest(mine, id, fits).or(() -> longest(theirs, id, fits));
    }

    private static boolean sameProvider(ModelId asked, ModelId known) {
        return known.provider() == null || Objects.equals(asked.provider(), known.provider());
    }

    private static Optional<Price> longest(Stream<Listed> rows, ModelId id, BiPredicate<ModelId, String> fits) {
        return rows.filter(row -> fits.test(id, row.model()))
                .max(Comparator.comparingInt(row -> row.model().length()))
                .map(Listed::price);
    }
}
