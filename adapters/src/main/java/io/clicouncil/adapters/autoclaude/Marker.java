package io.clicouncil.adapters.autoclaude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the program says of itself between the words of its agents: a name and an object, anywhere inside a line.
 *
 * @param name for example {@code EXEC_PHASE} or {@code TASK_LOG_TOOL_START}
 * @param data the object behind it
 */
record Marker(String name, ObjectNode data) {
    static final String PHASE = "EXEC_PHASE";
    static final String TEXT = "TASK_LOG_TEXT";
    static final String TOOL_START = "TASK_LOG_TOOL_START";
    static final String SUBPHASE_START = "TASK_LOG_SUBPHASE_START";
    static final String PHASE_END = "TASK_LOG_PHASE_END";

    private static final Pattern START = Pattern.compile("__(EXEC_PHASE|TASK_LOG_[A-Z_]+?)__:\\s*(?=\\{)");
    private static final Pattern TERMINAL_CODE =
            Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)|[@-Z\\\\-_])");

    /** The line as a person would see it. */
    static String plain(String line) {
        return line.indexOf('\u001B') < 0 ? line : TERMINAL_CODE.matcher(line).replaceAll("");
    }

    /** The markers of a line without terminal codes, in their order; those that were cut off are left out. */
    static List<Marker> in(String line) {
        List<Marker> markers = new ArrayList<>();
        Matcher start = START.matcher(line);
        int from = 0;
        while (start.find(from)) {
            Optional<Json.Found> data = Json.first(line.substring(start.end()));
            data.ifPresent(found -> markers.add(new Marker(start.group(1), found.node())));
            // Not inside of the object: agents may quote markers.
            from = start.end() + data.map(Json.Found::end).orElse(0);
        }
        return markers;
    }

    /** A field of it, or an empty text. */
    String text(String field) {
        return data.path(field).asString("");
    }
}
