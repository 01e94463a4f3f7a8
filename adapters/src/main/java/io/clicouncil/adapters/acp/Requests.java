package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.words.OneLine;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Answers what an agent asks of its client. */
final class Requests {
    private final Workplace place;
    private final ClientFiles files;

    Requests(Workplace place) {
        this.place = place;
        this.files = new ClientFiles(place);
    }

    /**
     * Does what was asked, and answers.
     *
     * @param cancelling whether the turn is being cancelled, so that nothing is permitted any more
     * @return what a person should know of it
     */
    List<AgentEvent> answer(JsonNode request, boolean cancelling, Wire wire) {
        JsonNode id = request.path("id");
        JsonNode params = request.path("params");
        String method = request.path("method").asString("");
        switch (method) {
            case "session/request_permission" -> {
                return permit(id, params, cancelling, wire);
            }
            case "fs/read_text_file" -> wire.say(files.read(id, params));
            case "fs/write_text_file" -> wire.say(files.write(id, params));
            default -> wire.say(Rpc.error(id, Rpc.NO_SUCH_METHOD, "Method not found: " + OneLine.of(method)));
        }
        return List.of();
    }

    private List<AgentEvent> permit(JsonNode id, JsonNode params, boolean cancelling, Wire wire) {
        if (cancelling) {
            wire.say(Rpc.result(id, Permission.cancelled()));
            return List.of();
        }
        boolean granted = Permission.granted(params, place);
        wire.say(Rpc.result(id, Permission.answer(params, granted)));
        String what = OneLine.of(params.at("/toolCall/title").asString("a tool"));
        return granted ? List.of() : List.of(new AgentEvent.Activity("Refused, outside the workspace: " + what));
    }
}
