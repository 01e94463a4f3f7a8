package io.clicouncil.adapters.ollama;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a fake server answers to one question.
 *
 * @param status the HTTP status
 * @param headers further headers
 * @param chunks the pieces in which the body is sent
 * @param ending what happens behind them
 */
record Reply(int status, Map<String, String> headers, List<byte[]> chunks, Ending ending) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    enum Ending {
        /** The body ends as it should. */
        COMPLETE,
        /** The connection is closed without an end of the body. */
        CUT,
        /** Nothing more comes, and the connection stays open. */
        HANG
    }

    /** An answer in the lines in which Ollama sends it, each in a piece of its own. */
    static Reply lines(String... lines) {
        List<byte[]> chunks = new ArrayList<>();
        for (String line : lines) {
            chunks.add((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new Reply(200, Map.of(), chunks, Ending.COMPLETE);
    }

    /** A whole answer with 1200 tokens of question and 34 of answer, made in 36 seconds. */
    static Reply saying(String text) {
        return lines(content(text), done("stop", 1200, 34, 36_000_000_000L));
    }

    static Reply error(int status, String message) {
        String body = JSON.createObjectNode().put("error", message).toString();
        return new Reply(status, Map.of(), List.of(body.getBytes(StandardCharsets.UTF_8)), Ending.COMPLETE);
    }

    Reply with(Ending other) {
        return new Reply(status, headers, chunks, other);
    }

    Reply with(String header, String value) {
        return new Reply(status, Map.of(header, value), chunks, ending);
    }

    /** The same body in pieces of this many bytes, wherever that cuts it. */
    Reply inPiecesOf(int bytes) {
        StringBuilder all = new StringBuilder();
        chunks.forEach(chunk -> all.append(new String(chunk, StandardCharsets.ISO_8859_1)));
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < all.length(); at += bytes) {
            pieces.add(all.substring(at, Math.min(at + bytes, all.length())).getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Reply(status, headers, pieces, ending);
    }

    static String content(String text) {
        ObjectNode line = line();
        line.putObject("message").put("role", "assistant").put("content", text);
        return line.put("done", false).toString();
    }

    static String thinking(String text) {
        ObjectNode line = line();
        line.putObject("message").put("role", "assistant").put("content", "").put("thinking", text);
        return line.put("done", false).toString();
    }

    /** The last line. Ollama leaves out what is zero. */
    static String done(String reason, long promptTokens, long answerTokens, long totalNanos) {
        ObjectNode line = line();
        line.putObject("message").put("role", "assistant").put("content", "");
        line.put("done", true).put("done_reason", reason);
        put(line, "total_duration", totalNanos);
        put(line, "load_duration", totalNanos / 4);
        put(line, "prompt_eval_count", promptTokens);
        put(line, "prompt_eval_duration", totalNanos / 4);
        put(line, "eval_count", answerTokens);
        put(line, "eval_duration", totalNanos / 2);
        return line.toString();
    }

    private static ObjectNode line() {
        return JSON.createObjectNode()
                .put("model", "qwen3-coder:30b")
                .put("created_at", "2026-11-21T10:00:00.123456789Z");
    }

    private static void put(ObjectNode line, String name, long value) {
        if (value != 0) {
            line.put(name, value);
        }
    }
}
