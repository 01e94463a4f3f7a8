package io.clicouncil.adapters;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.adapters.words.JsonLines;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.text.Quoted;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a {@code command} may say of itself: one JSON object as the last line of its standard output. Every field is
 * optional, and so is the line.
 */
final class LastLineTranscript implements Transcript {
    private final @Nullable BigDecimal configured;

    /**
     * A reader.
     *
     * @param configured the price of an attempt that names none, or null where nobody knows it
     */
    LastLineTranscript(@Nullable BigDecimal configured) {
        this.configured = configured;
    }

    @Override
    public Report report(Printed printed) {
        Optional<ObjectNode> line = JsonLines.object(printed.lastLine());
        JsonNode named = line.map(object -> object.path("cost_usd")).orElse(MissingNode.getInstance());
        Usage usage = new Usage(
                tokens(line, "input_tokens"), tokens(line, "output_tokens"), tokens(line, "cache_read_tokens"), null);
        String message = line.map(object -> object.path("message").asString("")).orElse("");
        String complaint = "";
        Cost cost = price(configured);
        if (!named.isMissingNode() && !named.isNull()) {
            Optional<BigDecimal> amount = Amounts.dollars(named);
            cost = amount.map(Cost::reported).orElseGet(Cost::unknown);
            complaint = amount.isPresent() ? "" : "its cost_usd is no number of 0 or more, so its cost is unknown";
        }
        return Report.of(failure(printed, line, message), usage, cost, joined(message, complaint));
    }

    /** The price that was configured: 0 is free, and none is unknown. */
    static Cost price(@Nullable BigDecimal configured) {
        if (configured == null) {
            return Cost.unknown();
        }
        return configured.signum() == 0 ? Cost.free() : Cost.of(configured, CostSource.CONFIGURED);
    }

    private static @Nullable Failure failure(Printed printed, Optional<ObjectNode> line, String message) {
        JsonNode named = line.map(object -> object.path("failure")).orElse(MissingNode.getInstance());
        if (named.isMissingNode() || named.isNull()) {
            Integer code = printed.exitCode();
            boolean well = code != null && code == 0;
            return well ? null : Failure.of(FailureKind.CRASHED, joined(printed.howItEnded(), message, ": "));
        }
        Optional<FailureKind> kind = Arrays.stream(FailureKind.values())
                .filter(known -> known.name().equals(named.asString("")))
                .findFirst();
        if (kind.isEmpty()) {
            return Failure.of(
                    FailureKind.BAD_OUTPUT,
                    "its last line names an unknown failure, " + Quoted.of(named.asString(named.toString())));
        }
        return Failure.of(kind.get(), message)
                .retryAfter(line.flatMap(object -> Amounts.seconds(object.path("retry_after_seconds")))
                        .orElse(null));
    }

    private static @Nullable Long tokens(Optional<ObjectNode> line, String name) {
        return line.isEmpty() ? null : Amounts.tokens(line.get().path(name));
    }

    private static @Nullable String joined(String message, String complaint) {
        String joined = joined(message, complaint, "; ");
        return joined.isEmpty() ? null : joined;
    }

    private static String joined(String one, String other, String between) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + between + other;
    }
}
