package io.clicouncil.realclis.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one provider's API is spoken. */
interface WireFormat {

    /**
     * Understands a request.
     *
     * @param path the path below the server's root, without the query
     * @param body the request's body, a missing node where it has none
     * @return what is asked for, or nothing where this API calls no model there
     */
    Optional<Call> call(String path, JsonNode body);

    /** The answer to a question about the server itself, or nothing where this API has none at this path. */
    default Optional<String> told(String path) {
        return Optional.empty();
    }

    /** The parts in which an answer is sent; joined they are the whole body. */
    List<String> answer(Call call, Turn turn);

    /** The type of an answer's body. */
    default String contentType(Call call) {
        return call.streamed() ? "text/event-stream" : "application/json";
    }

    /**
     * The body that comes with an error's status.
     *
     * @param retryAfter how long the client is asked to wait, or null
     */
    String error(int status, @Nullable Duration retryAfter);

    /** What is billed of a turn's tokens. */
    default Tokens billed(Tokens tokens) {
        return tokens.withoutCacheWrites();
    }
}
