package io.clicouncil.adapters;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.adapters.words.JsonLines;
import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Understands a CLI by its manifest. */
final class ManifestTranscript implements Transcript {
    private static final int LONGEST_ACTIVITY = 100;

    private final Manifest manifest;
    private final Output output;
    private final String here;
    private final Path files;
    private final Cost otherwise;
    private final Billing billing;
    private Usage seen = Usage.UNKNOWN;

    /**
     * A reader.
     *
     * @param directory the folder in which the agent works
     * @param files the attempt's own folder
     * @param otherwise the price where its output names none
     * @param billing who pays how
     */
    ManifestTranscript(Manifest manifest, Path directory, Path files, Cost otherwise, Billing billing) {
        this.manifest = manifest;
        this.output = manifest.output();
        this.here = directory + "/";
        this.files = files;
        this.otherwise = otherwise;
        this.billing = billing;
    }

    @Override
    public List<AgentEvent> read(Channel channel, String line) {
        boolean wanted = !manifest.activities().isEmpty() || output.counting();
        return channel == Channel.STDOUT && wanted
                ? JsonLines.object(line).map(this::events).orElse(List.of())
                : List.of();
    }

    @Override
    public boolean countsAgain(Usage all, Usage earlier) {
        return manifest.resumption().cumulative() && OwnShare.covers(all, earlier);
    }

    private List<AgentEvent> events(ObjectNode found) {
        List<AgentEvent> events = new ArrayList<>();
        manifest.activities().stream()
                .map(activity -> activity.in(found))
                .filter(Objects::nonNull)
                .map(this::activity)
                .findFirst()
                .ifPresent(events::add);
        if (output.counting() && output.records().counts(found)) {
            for (Part part : output.counts().in(found, true)) {
                seen = seen.plus(part.usage());
            }
            events.add(new AgentEvent.Spending(seen, Cost.unknown()));
        }
        return events;
    }

    private AgentEvent activity(String text) {
        return new AgentEvent.Activity(OneLine.of(text.replace(here, ""), LONGEST_ACTIVITY));
    }

    @Override
    public Report report(Printed printed) {
        List<ObjectNode> records = output.structured() ? output.records().in(printed.output()) : List.of();
        ObjectNode end = output.records().end(records).orElse(null);
        List<ObjectNode> bills = bills(records);
        boolean request = output.file() == null
                ? output.records().sum()
                : output.fileRecords().sum();
        List<Part> parts = bills.stream()
                .flatMap(bill -> output.counts().in(bill, request).stream())
                .toList();
        return new Report(
                failure(printed, records, end),
                parts,
                cost(bills, parts),
                billing,
                model(parts, Pick.last(output.model(), records, end)),
                Pick.last(output.session(), records, end),
                Pick.last(output.message(), records, end));
    }

    /** The records that tokens and price are read from: the final one, or all of its kind. */
    private List<ObjectNode> bills(List<ObjectNode> records) {
        String name = output.file();
        Records source = name == null ? output.records() : output.fileRecords();
        List<ObjectNode> all = name == null ? records : source.in(Printed.textOf(files.resolve(name)));
        return source.sum()
                ? all.stream().filter(source::counts).toList()
                : source.end(all).stream().toList();
    }

    private @Nullable Failure failure(Printed printed, List<ObjectNode> records, @Nullable ObjectNode end) {
        Pick error = output.error();
        for (Rule rule : manifest.rules()) {
            Optional<Failure> failure = rule.apply(printed, records, end, error);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        String said = Pick.last(error, records, end);
        if (said != null && !said.isBlank()) {
            return Failure.of(FailureKind.CRASHED, OneLine.of(said));
        }
        if (!Objects.equals(printed.exitCode(), 0)) {
            return Failure.of(FailureKind.CRASHED, printed.howItEnded());
        }
        return end != null || !output.structured()
                ? null
                : Failure.of(FailureKind.BAD_OUTPUT, "its output has no final record");
    }

    /**
     * What it names, where that is a price; where it is none, nobody knows it; where it names none, what stands for it.
     * Nothing for tokens that were used is what a CLI says that does not know the price.
     */
    private Cost cost(List<ObjectNode> bills, List<Part> parts) {
        BigDecimal sum = null;
        for (ObjectNode bill : bills) {
            for (JsonPointer place : output.cost()) {
                JsonNode named = bill.at(place);
                if (!named.isMissingNode() && !named.isNull()) {
                    Optional<BigDecimal> dollars = Amounts.dollars(named);
                    if (dollars.isEmpty()) {
                        return Cost.unknown();
                    }
                    sum = sum == null ? dollars.get() : sum.add(dollars.get());
                }
            }
        }
        boolean used = parts.stream().anyMatch(part -> part.usage().seen());
        return sum == null || (sum.signum() == 0 && used) ? otherwise : Cost.reported(sum);
    }

    /** The model that wrote most of the answer. */
    private static @Nullable String model(List<Part> parts, @Nullable String named) {
        String most = null;
        long written = -1;
        for (Part part : parts) {
            Long out = part.usage().outputTokens();
            if (part.model() != null && out != null && out > written) {
                most = part.model();
                written = out;
            }
        }
        return most == null ? named : most;
    }
}
