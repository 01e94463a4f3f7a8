package io.clicouncil.adapters.acp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC messages as lines of text. */
final class Rpc {
    static final int NO_SUCH_METHOD = -32601;
    static final int WRONG_PARAMETERS = -32602;
    static final int INTERNAL_ERROR = -32603;

    private Rpc() {}

    /** An object to fill. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String request(int id, String method, ObjectNode params) {
        return message()
                .put("id", id)
                .put("method", method)
                .set("params", params)
                .toString();
    }

    static String notification(String method, ObjectNode params) {
        return message().put("method", method).set("params", params).toString();
    }

    /** An answer to a request with this id, of which null is a good one too. */
    static String result(JsonNode id, @Nullable JsonNode result) {
        ObjectNode message = message().set("id", id);
        return (result == null ? message.putNull("result") : message.set("result", result)).toString();
    }

    static String error(JsonNode id, int code, String text) {
        ObjectNode message = message().set("id", id);
        message.putObject("error").put("code", code).put("message", text);
        return message.toString();
    }

    private static ObjectNode message() {
        return object().put("jsonrpc", "2.0");
    }
}
