package io.clicouncil.adapters.ollama;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a server knows of a model.
 *
 * @param contextTokens how many tokens of context it was made for, or null where that is not said
 * @param remote whether another machine answers, though this server is asked
 */
record ModelInfo(@Nullable Integer contextTokens, boolean remote) {
    private static final String CONTEXT = ".context_length";

    static ModelInfo of(JsonNode shown) {
        JsonNode info = shown.path("model_info");
        String family = info.path("general.architecture").asString("");
        JsonNode length = info.path(family + CONTEXT);
        if (length.isMissingNode()) {
            length = info.propertyStream()
                    .filter(entry -> entry.getKey().endsWith(CONTEXT))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(length);
        }
        boolean counts = length.isIntegralNumber() && length.canConvertToInt() && length.intValue() > 0;
        return new ModelInfo(counts ? length.intValue() : null, isRemote(shown));
    }

    /** Whether what a server says of a model, or of an answer, names another machine. */
    static boolean isRemote(JsonNode said) {
        return !said.path("remote_host").asString("").isEmpty()
                || !said.path("remote_model").asString("").isEmpty();
    }

    /** Whether a name says that the model runs at Ollama's. */
    static boolean isCloud(String model) {
        return model.endsWith("-cloud") || model.endsWith(":cloud");
    }
}
