package io.clicouncil.realclis.api;

import io.clicouncil.json.Json;

/** Writes server-sent events and the JSON in them. */
final class Sse {
    private Sse() {}

    /** An event that has a name. */
    static String event(String name, String json) {
        return "event: " + name + "\n" + data(json);
    }

    /** An event without a name. */
    static String data(String json) {
        return "data: " + json + "\n\n";
    }

    /** A text as a JSON string, quotes included. */
    static String quoted(String text) {
        return Json.line(Json.tree(text));
    }
}
