package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A coding CLI described without Java; {@code docs/manifests.md} explains each field.
 *
 * @param description one sentence about it
 * @param template its command line, and how the prompt goes in
 * @param environment what is set for it where the user does not say otherwise
 * @param keys the names of the environment variables that hold its keys and settings
 * @param state the folders in which it keeps its state, as they were written
 * @param output how its output is understood
 * @param rules what its output and exit codes mean, the first that fits
 * @param probe how it is looked for
 */
record Manifest(
        String description,
        CommandTemplate template,
        Map<String, String> environment,
        Set<String> keys,
        List<String> state,
        Output output,
        List<Rule> rules,
        Probe probe) {

    private static final String[] OUTPUT = {
        "format",
        "record",
        "is",
        "cost",
        "input",
        "inputIncludesCached",
        "cacheRead",
        "cacheWrite",
        "output",
        "session",
        "model",
        "message"
    };

    private static final Output TEXT =
            new Output(Format.TEXT, null, "", null, null, false, null, null, null, null, null, null);

    /** What its standard output is. */
    enum Format {
        /** Text; nothing is read from it but by rules. */
        TEXT,
        /** One JSON object. */
        JSON,
        /** One JSON object on each line. */
        NDJSON
    }

    /** Where a rule looks. */
    enum Place {
        STDOUT,
        STDERR
    }

    /**
     * How its output is understood. Each pointer is null where the CLI does not say.
     *
     * @param format what it is
     * @param record in NDJSON, where a record's kind stands; null where the last record is the final one
     * @param recordIs in NDJSON, the kind of the final record
     * @param cost the price in US dollars
     * @param input tokens that went in
     * @param cachedIncluded whether those read from the cache are among them
     * @param cacheRead tokens read from the cache
     * @param cacheWrite tokens written to the cache
     * @param output tokens that came out
     * @param session the session
     * @param model the model
     * @param message the last words
     */
    record Output(
            Format format,
            @Nullable JsonPointer record,
            String recordIs,
            @Nullable JsonPointer cost,
            @Nullable JsonPointer input,
            boolean cachedIncluded,
            @Nullable JsonPointer cacheRead,
            @Nullable JsonPointer cacheWrite,
            @Nullable JsonPointer output,
            @Nullable JsonPointer session,
            @Nullable JsonPointer model,
            @Nullable JsonPointer message) {}

    /**
     * A sign of a failure.
     *
     * @param kind what it means
     * @param pattern what the output holds, or null where only the exit code counts
     * @param place where to look, or null for both
     * @param exit the exit codes that it needs; none for any
     * @param retryAfter the group of the pattern that holds the seconds to wait; 0 for none
     */
    record Rule(
            FailureKind kind,
            @Nullable Pattern pattern,
            @Nullable Place place,
            List<String> exit,
            int retryAfter) {}

    /**
     * Reads one.
     *
     * @throws io.clicouncil.failure.CouncilException where a field is unknown, missing or wrong
     */
    static Manifest of(String id, ObjectNode node) {
        String where = "adapter '" + id + "'";
        Fields fields = Fields.of(
                where,
                node,
                "description",
                "command",
                "prompt",
                "environment",
                "keys",
                "state",
                "output",
                "failures",
                "probe");
        CommandTemplate template = new CommandTemplate(
                fields.groups("command"),
                Objects.requireNonNullElse(fields.choice("prompt", PromptMode.class), PromptMode.STDIN));
        if (template.executable().isBlank()) {
            throw fields.wrong("command", "a list that begins with the executable");
        }
        return new Manifest(
                fields.text("description", "The command " + template.executable() + "."),
                template,
                fields.map("environment"),
                Set.copyOf(fields.texts("keys")),
                fields.texts("state"),
                fields.within("output", OUTPUT).map(Manifest::output).orElse(TEXT),
                fields.each("failures", "kind", "pattern", "in", "exit", "retryAfter").stream()
                        .map(Manifest::rule)
                        .toList(),
                fields.within("probe", "arguments", "version", "advice")
                        .map(probe -> probe(template, probe))
                        .orElse(Probe.ofExistence(template.executable(), "install it")));
    }

    private static Output output(Fields fields) {
        Format format = fields.choice("format", Format.class);
        if (format == null) {
            throw fields.wrong("format", "one of text, json, ndjson");
        }
        JsonPointer kind = fields.pointer("record");
        if ((kind == null) != (fields.text("is") == null)) {
            throw fields.wrong("is", "there together with 'record'");
        }
        return new Output(
                format,
                kind,
                fields.text("is", ""),
                fields.pointer("cost"),
                fields.pointer("input"),
                fields.flag("inputIncludesCached"),
                fields.pointer("cacheRead"),
                fields.pointer("cacheWrite"),
                fields.pointer("output"),
                fields.pointer("session"),
                fields.pointer("model"),
                fields.pointer("message"));
    }

    private static Rule rule(Fields fields) {
        FailureKind kind = fields.choice("kind", FailureKind.class);
        Pattern pattern = fields.pattern("pattern");
        List<String> exit = fields.texts("exit");
        int retryAfter = fields.whole("retryAfter", 0);
        if (kind == null) {
            throw fields.wrong("kind", "a kind of failure such as RATE_LIMITED");
        }
        if (pattern == null && exit.isEmpty()) {
            throw fields.wrong("pattern", "there, or 'exit'");
        }
        if (retryAfter > 0 && (pattern == null || pattern.matcher("").groupCount() < retryAfter)) {
            throw fields.wrong("retryAfter", "the number of a group of 'pattern'");
        }
        return new Rule(kind, pattern, fields.choice("in", Place.class), exit, retryAfter);
    }

    private static Probe probe(CommandTemplate template, Fields fields) {
        return Probe.ofVersion(
                template.executable(),
                fields.texts("arguments"),
                fields.pattern("version"),
                fields.text("advice", "install it"));
    }
}
