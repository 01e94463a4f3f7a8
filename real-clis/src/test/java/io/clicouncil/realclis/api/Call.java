package io.clicouncil.realclis.api;

import java.util.Set;

/**
 * What a request asks a model for.
 *
 * @param model the model
 * @param streamed whether the answer is to come as a stream
 * @param toolAnswered whether the last message tells what came of a tool that the model had called
 * @param tools the names of the tools that the model may call; a call without any is one that the agent makes beside its
 *     work, such as for a title
 */
record Call(String model, boolean streamed, boolean toolAnswered, Set<String> tools) {
    Call {
        tools = Set.copyOf(tools);
    }

    boolean aside() {
        return tools.isEmpty();
    }
}
