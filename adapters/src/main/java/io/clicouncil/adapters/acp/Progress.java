package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.words.OneLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an agent tells of its work: tools, plans, words. */
final class Progress {
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final int MOST_TOOLS = 10_000;

    private final Map<String, String> titles = new HashMap<>();
    private final StringBuilder words = new StringBuilder();
    private String planned = "";
    private boolean thinks;
    private boolean wentOn;

    /** Reads an update of the session. */
    List<AgentEvent> read(JsonNode update) {
        List<AgentEvent> events = new ArrayList<>();
        switch (update.path("sessionUpdate").asString("")) {
            case "agent_message_chunk" -> {
                thinks = false;
                String text = update.at("/content/text").asString("");
                if (wentOn && !text.isEmpty()) {
                    // What it said before it went on working were no last words.
                    words.setLength(0);
                    wentOn = false;
                }
                words.append(text, 0, Math.min(text.length(), LONGEST_MESSAGE - words.length()));
            }
            case "agent_thought_chunk" -> {
                wentOn = true;
                if (!thinks) {
                    thinks = true;
                    events.add(new AgentEvent.Activity("thinks"));
                }
            }
            case "tool_call", "tool_call_update" -> tool(update, events);
            case "plan" -> plan(update, events);
            case "usage_update" -> wentOn = true;
            default -> {
                // Commands, modes and titles are of no use to anybody here; nor is what the protocol does not know yet.
            }
        }
        return events;
    }

    /** Its last words, or null. */
    @Nullable
    String message() {
        String message = words.toString().strip();
        return message.isEmpty() ? null : message;
    }

    /** Whether it used any tool. */
    boolean usedTools() {
        return !titles.isEmpty();
    }

    private void tool(JsonNode update, List<AgentEvent> events) {
        thinks = false;
        wentOn = true;
        String id = update.path("toolCallId").asString("");
        String title = OneLine.of(update.path("title").asString(""));
        if (titles.size() >= MOST_TOOLS) {
            return;
        }
        String before = titles.putIfAbsent(id, title);
        if (!title.isEmpty() && !title.equals(before)) {
            titles.put(id, title);
            events.add(new AgentEvent.Activity(title));
        }
    }

    private void plan(JsonNode update, List<AgentEvent> events) {
        for (JsonNode entry : update.path("entries")) {
            String content = OneLine.of(entry.path("content").asString(""));
            if (entry.path("status").asString("").equals("in_progress")
                    && !content.isEmpty()
                    && !content.equals(planned)) {
                planned = content;
                events.add(new AgentEvent.Activity("Plan: " + content));
                return;
            }
        }
    }
}
