package io.clicouncil.cli.view;

import io.clicouncil.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the doctor found, for people and as a document. */
public final class DoctorView {
    private final List<Finding> findings;

    /** How bad it is. */
    public enum Level {
        /** All is well. */
        OK,
        /** A run can be made, but something should be known. */
        WARNING,
        /** It does not work. */
        FAILED
    }

    /**
     * One thing that was looked at.
     *
     * @param level how bad it is
     * @param what what was looked at
     * @param found what was found
     * @param advice what to do about it; empty where nothing is to be done
     */
    public record Finding(Level level, String what, String found, String advice) {}

    /** A view of these. */
    public DoctorView(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    /** The lines to print. */
    public List<String> lines(Style style) {
        Table table = new Table();
        for (Finding finding : findings) {
            String advice = finding.advice().isEmpty() ? "" : ": " + finding.advice();
            table.row(
                    finding.level().toString().toLowerCase(Locale.ROOT),
                    finding.what(),
                    Words.harmless((finding.found() + advice).replace("\n", "; ")));
        }
        List<String> lines = new ArrayList<>();
        for (String line : table.lines()) {
            Level level = findings.get(lines.size()).level();
            lines.add(level == Level.FAILED ? style.bad(line) : line);
        }
        return lines;
    }

    /** The document {@code council.doctor/1}. */
    public ObjectNode document() {
        ObjectNode document = Json.object("council.doctor/1");
        ArrayNode found = document.putArray("findings");
        for (Finding finding : findings) {
            found.addObject()
                    .put("level", finding.level().toString().toLowerCase(Locale.ROOT))
                    .put("what", finding.what())
                    .put("found", finding.found())
                    .put("advice", finding.advice().isEmpty() ? null : finding.advice());
        }
        return document;
    }
}
