package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent's entry says for Auto-Claude.
 *
 * @param home the folder of its checkout, as it was written
 * @param python the Python that runs it, or null for the one that is found
 * @param maxIterations the most sessions of a build, at least 1
 * @param complexity how much is planned
 * @param skipQa whether its own quality check is left out
 */
record AutoClaudeOptions(String home, @Nullable String python, int maxIterations, String complexity, boolean skipQa) {
    /** Without a limit a session that fails is tried again for ever. */
    static final int USUAL_ITERATIONS = 30;

    private static final String USUAL_COMPLEXITY = "standard";
    private static final List<String> COMPLEXITIES = List.of("simple", USUAL_COMPLEXITY, "complex");
    private static final List<String> KNOWN = List.of("home", "python", "maxIterations", "complexity", "skipQa");

    static AutoClaudeOptions of(AdapterContext context) {
        String where = "agent '" + context.agent() + "': ";
        for (String name : context.options().propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw CouncilException.usage(where + Nearest.unknown("option", name, KNOWN));
            }
        }
        String home = text(context.option("home"), where + "'home'");
        if (home == null) {
            throw CouncilException.usage(where + "'home' must be the folder of a checkout of Auto-Claude");
        }
        return new AutoClaudeOptions(
                home,
                text(context.option("python"), where + "'python'"),
                iterations(context.option("maxIterations"), where),
                complexity(text(context.option("complexity"), where + "'complexity'"), where),
                flag(context.option("skipQa"), where));
    }

    private static @Nullable String text(JsonNode value, String what) {
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isString() || value.asString().isBlank()) {
            throw CouncilException.usage(what + " must be a text");
        }
        return value.asString();
    }

    private static int iterations(JsonNode value, String where) {
        if (isAbsent(value)) {
            return USUAL_ITERATIONS;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw CouncilException.usage(where + "'maxIterations' must be a whole number, 1 or more");
        }
        return value.intValue();
    }

    private static String complexity(@Nullable String text, String where) {
        if (text != null && !COMPLEXITIES.contains(text)) {
            throw CouncilException.usage(where + "'complexity' must be one of " + String.join(", ", COMPLEXITIES));
        }
        return text == null ? USUAL_COMPLEXITY : text;
    }

    private static boolean flag(JsonNode value, String where) {
        if (!isAbsent(value) && !value.isBoolean()) {
            throw CouncilException.usage(where + "'skipQa' must be true or false");
        }
        return value.isBoolean() && value.booleanValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
