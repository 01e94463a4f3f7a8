package io.clicouncil.realclis.api;

import io.clicouncil.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call of one of the agent's own tools.
 *
 * @param name the tool
 * @param arguments its arguments
 */
record ToolCall(String name, Map<String, Object> arguments) {

    ToolCall {
        arguments = Map.copyOf(arguments);
    }

    /**
     * The call that writes a file the way in which the agent that offers these tools does it.
     *
     * @param offered the names of its tools
     * @param path the file's path
     * @param content what is to be in it, without a quote
     */
    static ToolCall writing(Set<String> offered, String path, String content) {
        String script = "printf '%s' '" + content + "' > '" + path + "'";
        for (ToolCall known : List.of(
                new ToolCall("Write", Map.of("file_path", path, "content", content)),
                new ToolCall("write_file", Map.of("file_path", path, "content", content)),
                new ToolCall("write", Map.of("filePath", path, "content", content)),
                new ToolCall("exec_command", Map.of("cmd", script)),
                new ToolCall("shell_command", Map.of("command", script)),
                new ToolCall("shell", Map.of("command", List.of("sh", "-c", script))))) {
            if (offered.contains(known.name())) {
                return known;
            }
        }
        throw new IllegalArgumentException("none of these tools writes a file: " + offered);
    }

    /** Its arguments as a JSON object. */
    String json() {
        return Json.line(Json.tree(arguments));
    }
}
