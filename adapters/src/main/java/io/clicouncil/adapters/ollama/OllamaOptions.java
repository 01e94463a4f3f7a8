package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent's entry says for Ollama.
 *
 * @param url where the server is, or null for where {@code OLLAMA_HOST} says
 * @param pricePerHour US dollars for an hour of the machine, or null where it costs nothing
 * @param context the most tokens of context to use
 */
record OllamaOptions(@Nullable String url, @Nullable BigDecimal pricePerHour, int context) {
    /** Holds a task with a dozen files; more costs graphics memory that many machines lack. */
    static final int USUAL_CONTEXT = 32_768;

    private static final int LEAST_CONTEXT = 2_048;
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
    private static final List<String> KNOWN = List.of("url", "pricePerHour", "context");

    static OllamaOptions of(AdapterContext context) {
        String where = "agent '" + context.agent() + "': ";
        for (String name : context.options().propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw CouncilException.usage(where + Nearest.unknown("option", name, KNOWN));
            }
        }
        OllamaOptions options = new OllamaOptions(
                url(context.option("url"), where),
                price(context.option("pricePerHour"), where),
                tokens(context.option("context"), where));
        if (options.url() != null) {
            Endpoint.of(options.url());
        }
        return options;
    }

    private static @Nullable String url(JsonNode value, String where) {
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isString() || value.asString().isBlank()) {
            throw CouncilException.usage(where + "'url' must be a text such as http://127.0.0.1:11434");
        }
        return value.asString();
    }

    private static @Nullable BigDecimal price(JsonNode value, String where) {
        if (isAbsent(value)) {
            return null;
        }
        boolean finite = value.isNumber() && Double.isFinite(value.doubleValue());
        BigDecimal price = finite ? value.decimalValue() : BigDecimal.ONE.negate();
        if (price.signum() < 0 || price.compareTo(MOST_DOLLARS) > 0) {
            throw CouncilException.usage(where + "'pricePerHour' must be a number of US dollars, 0 or more");
        }
        return price;
    }

    private static int tokens(JsonNode value, String where) {
        if (isAbsent(value)) {
            return USUAL_CONTEXT;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < LEAST_CONTEXT) {
            throw CouncilException.usage(
                    where + "'context' must be a whole number of tokens, " + LEAST_CONTEXT + " or more");
        }
        return value.intValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
