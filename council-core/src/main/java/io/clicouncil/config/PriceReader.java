package io.clicouncil.config;

import io.clicouncil.cost.Price;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code prices}: what models cost, in US dollars per million tokens. */
final class PriceReader {
    private static final List<String> KEYS = List.of("input", "output", "cacheRead", "cacheWrite");

    private PriceReader() {}

    /** The prices by model. */
    static Map<String, Price> read(Value value) {
        Map<String, Price> prices = new LinkedHashMap<>();
        Fields models = value.fields();
        for (String model : models.names()) {
            models.get(model).ifPresent(found -> prices.put(model, price(found)));
        }
        return prices;
    }

    private static Price price(Value value) {
        Fields price = value.fields(KEYS);
        return new Price(
                price.get("input").map(Value::money).orElseThrow(() -> value.error("needs 'input'")),
                price.get("output").map(Value::money).orElseThrow(() -> value.error("needs 'output'")),
                price.get("cacheRead").map(Value::money).orElse(null),
                price.get("cacheWrite").map(Value::money).orElse(null));
    }
}
