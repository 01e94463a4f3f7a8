package io.clicouncil.adapters;

import io.clicouncil.adapters.Records.Format;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * How the output of a CLI is understood. What is null or empty it does not say.
 *
 * @param records how its records are found
 * @param file the file, below the attempt's own folder, in which it writes tokens and price; null where it prints them
 * @param fileRecords how the records of that file are found
 * @param cost where the price in US dollars stands
 * @param counts where the tokens stand
 * @param session its session
 * @param model its model
 * @param message its last words
 * @param error what it says where it fails
 */
record Output(
        Records records,
        @Nullable String file,
        Records fileRecords,
        List<JsonPointer> cost,
        Counts counts,
        @Nullable Pick session,
        @Nullable Pick model,
        @Nullable Pick message,
        @Nullable Pick error) {
    private static final String[] KNOWN = {
        "format",
        "record",
        "is",
        "sum",
        "file",
        "cost",
        "models",
        "input",
        "inputIncludesCached",
        "cacheRead",
        "cacheWrite",
        "output",
        "total",
        "session",
        "model",
        "message",
        "error"
    };
    private static final String[] FILE = {"name", "format", "record", "is", "sum"};

    private static final Output TEXT =
            new Output(Records.NONE, null, Records.NONE, List.of(), Counts.NONE, null, null, null, null);

    /** Reads it from a manifest. */
    static Output of(Fields manifest) {
        return manifest.within("output", KNOWN).map(Output::read).orElse(TEXT);
    }

    private static Output read(Fields fields) {
        Fields file = fields.within("file", FILE).orElse(null);
        return new Output(
                Records.of(fields),
                file == null ? null : inside(file),
                file == null ? Records.NONE : Records.of(file),
                fields.pointers("cost"),
                Counts.of(fields),
                Pick.of(fields, "session"),
                Pick.of(fields, "model"),
                Pick.of(fields, "message"),
                Pick.of(fields, "error"));
    }

    private static String inside(Fields file) {
        String name = file.text("name", "");
        Path path = Path.of(name).normalize();
        if (name.isBlank() || path.isAbsolute() || path.startsWith("..")) {
            throw file.wrong("name", "the name of a file inside of the attempt's folder");
        }
        return name;
    }

    /** Whether tokens and price are counted while it runs. */
    boolean counting() {
        return file == null && records.sum();
    }

    /** Whether anything is read from its standard output but by patterns. */
    boolean structured() {
        return records.format() != Format.TEXT;
    }
}
