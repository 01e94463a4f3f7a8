package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which form a result is printed on standard output. */
enum Format {
    /** For people. */
    text,
    /** One document. */
    json,
    /** Each event as it happens on a line of its own, then the result document on the last. */
    ndjson;

    /** What the help of every command says about it. */
    static final String HELP = "Print text (default), json, or ndjson.";

    private static final String VARIABLE = "COUNCIL_OPT_FORMAT";

    /**
     * The format in force.
     *
     * @param typed the one on the command line, or null where there is none
     * @param environment may name one in its stead
     */
    static Format of(@Nullable Format typed, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        if (typed != null || variable.isEmpty()) {
            return typed == null ? text : typed;
        }
        List<String> known = Arrays.stream(values()).map(Format::name).toList();
        if (!known.contains(variable.toLowerCase(Locale.ROOT))) {
            throw CouncilException.usage(VARIABLE + ": " + Nearest.unknown("value", variable, known));
        }
        return valueOf(variable.toLowerCase(Locale.ROOT));
    }
}
