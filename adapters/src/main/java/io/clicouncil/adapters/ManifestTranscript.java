package io.clicouncil.adapters;

import io.clicouncil.adapters.Manifest.Format;
import io.clicouncil.adapters.Manifest.Output;
import io.clicouncil.adapters.Manifest.Place;
import io.clicouncil.adapters.Manifest.Rule;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Understands a CLI by its manifest, once all is over. */
final class ManifestTranscript implements Transcript {
    private final Manifest manifest;
    private final Cost otherwise;

    /**
     * A reader.
     *
     * @param otherwise the price where its output names none
     */
    ManifestTranscript(Manifest manifest, Cost otherwise) {
        this.manifest = manifest;
        this.otherwise = otherwise;
    }

    @Override
    public Report report(Printed printed) {
        Output output = manifest.output();
        Optional<ObjectNode> found = finalRecord(printed);
        JsonNode record = found.isPresent() ? found.get() : MissingNode.getInstance();
        return new Report(
                failure(printed, output.format() == Format.TEXT || found.isPresent()),
                usage(record),
                cost(at(record, output.cost())),
                text(record, output.model()),
                text(record, output.session()),
                text(record, output.message()));
    }

    private Optional<ObjectNode> finalRecord(Printed printed) {
        Output output = manifest.output();
        return switch (output.format()) {
            case TEXT -> Optional.empty();
            case JSON -> JsonLines.object(printed.output());
            case NDJSON ->
                printed.lines()
                        .flatMap(line -> JsonLines.object(line).stream())
                        .filter(record -> output.record() == null
                                || output.recordIs()
                                        .equals(record.at(output.record()).asString("")))
                        .reduce((first, second) -> second);
        };
    }

    private @Nullable Failure failure(Printed printed, boolean readable) {
        for (Rule rule : manifest.rules()) {
            Optional<Failure> failure = apply(rule, printed);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        if (!Objects.equals(printed.exitCode(), 0)) {
            return Failure.of(FailureKind.CRASHED, printed.howItEnded());
        }
        return readable ? null : Failure.of(FailureKind.BAD_OUTPUT, "its output has no final record");
    }

    private static Optional<Failure> apply(Rule rule, Printed printed) {
        boolean codeFits = rule.exit().isEmpty() || rule.exit().contains(String.valueOf(printed.exitCode()));
        if (!codeFits) {
            return Optional.empty();
        }
        if (rule.pattern() == null) {
            return Optional.of(Failure.of(rule.kind(), printed.howItEnded()));
        }
        return Stream.of(Place.values())
                .filter(place -> rule.place() == null || rule.place() == place)
                .map(place -> rule.pattern().matcher(place == Place.STDOUT ? printed.output() : printed.errors()))
                .filter(Matcher::find)
                .findFirst()
                .map(match -> Failure.of(rule.kind(), printed.howItEnded()).retryAfter(wait(rule, match)));
    }

    private static @Nullable Duration wait(Rule rule, Matcher match) {
        String seconds = rule.retryAfter() == 0 ? null : match.group(rule.retryAfter());
        return seconds == null ? null : Amounts.seconds(seconds).orElse(null);
    }

    private Usage usage(JsonNode record) {
        Output output = manifest.output();
        Long input = Amounts.tokens(at(record, output.input()));
        Long cached = Amounts.tokens(at(record, output.cacheRead()));
        if (output.cachedIncluded() && input != null && cached != null) {
            input = Math.max(0, input - cached);
        }
        return new Usage(
                input,
                Amounts.tokens(at(record, output.output())),
                cached,
                Amounts.tokens(at(record, output.cacheWrite())));
    }

    /** What it names, where that is a price; where it is none, nobody knows it; where it names none, what stands for it. */
    private Cost cost(JsonNode named) {
        if (named.isMissingNode() || named.isNull()) {
            return otherwise;
        }
        Optional<BigDecimal> dollars = Amounts.dollars(named);
        return dollars.map(Cost::reported).orElseGet(Cost::unknown);
    }

    private static JsonNode at(JsonNode record, @Nullable JsonPointer pointer) {
        return pointer == null ? MissingNode.getInstance() : record.at(pointer);
    }

    private static @Nullable String text(JsonNode record, @Nullable JsonPointer pointer) {
        JsonNode node = at(record, pointer);
        return node.isString() ? node.asString() : null;
    }
}
