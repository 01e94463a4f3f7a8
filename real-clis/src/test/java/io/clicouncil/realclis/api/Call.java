package io.clicouncil.realclis.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks a model for.
 *
 * @param model the model
 * @param streamed whether the answer is to come as a stream
 * @param toolAnswered whether the last message tells what came of a tool that the model had called
 * @param tools the names of the tools that the model may call; a call without any is one that the agent makes beside its
 *     work, such as for a title
 * @param directory the folder in which the agent says that it works, or null where it does not say
 */
record Call(
        String model,
        boolean streamed,
        boolean toolAnswered,
        Set<String> tools,
        @Nullable String directory) {
    Call {
        tools = Set.copyOf(tools);
    }

    /** A call that does not say where the agent works. */
    Call(String model, boolean streamed, boolean toolAnswered, Set<String> tools) {
        this(model, streamed, toolAnswered, tools, null);
    }

    /** How a tool of the agent is to be told of a file in that folder. */
    String pathOf(String file) {
        return directory == null ? file : directory + "/" + file;
    }

    boolean aside() {
        return tools.isEmpty();
    }
}
