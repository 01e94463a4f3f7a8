package io.clicouncil.adapters.ollama;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server on 127.0.0.1 that speaks Ollama's HTTP API and answers each question with the next reply that it was given. */
final class FakeOllama implements AutoCloseable {
    static final String MODEL = "qwen3-coder:30b";
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int USUAL_CONTEXT = 4_096;

    final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    /** How many connections with a question are open. */
    final AtomicInteger open = new AtomicInteger();

    private final Map<String, ObjectNode> models = new ConcurrentHashMap<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;

    FakeOllama() {
        has(MODEL, 131_072);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/api/version", (request, response) -> document(response, version()))
                        .get("/api/tags", (request, response) -> document(response, tags()))
                        .post("/api/show", this::show)
                        .post("/api/chat", this::chat))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A model of the family qwen3moe. */
    FakeOllama has(String model, int contextTokens) {
        models.put(model, shown(contextTokens));
        return this;
    }

    /** A model that another machine answers for. */
    FakeOllama hasRemote(String model) {
        models.put(
                model,
                shown(131_072).put("remote_host", "https://ollama.com:443").put("remote_model", "big"));
        return this;
    }

    private static ObjectNode shown(int contextTokens) {
        ObjectNode shown = Reply.JSON.createObjectNode();
        shown.putObject("details").put("family", "qwen3moe").put("parameter_size", "30.5B");
        shown.putObject("model_info")
                .put("general.architecture", "qwen3moe")
                .put("qwen3moe.context_length", contextTokens);
        shown.putArray("capabilities").add("completion").add("tools");
        return shown;
    }

    FakeOllama replies(Reply reply) {
        replies.add(reply);
        return this;
    }

    @Override
    public void close() {
        server.disposeNow(Stage.LONG_ENOUGH);
    }

    private static ObjectNode version() {
        return Reply.JSON.createObjectNode().put("version", "0.12.6");
    }

    private ObjectNode tags() {
        ObjectNode tags = Reply.JSON.createObjectNode();
        models.keySet().stream()
                .sorted()
                .forEach(name -> tags.withArray("models")
                        .addObject()
                        .put("name", name)
                        .put("model", name)
                        .put("size", 18_556_700_761L));
        return tags;
    }

    private Publisher<Void> show(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(asked -> {
            authorizations.add(String.valueOf(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION)));
            ObjectNode model = models.get(asked.path("model").asString(""));
            return model == null ? missing(asked, response) : document(response, model);
        });
    }

    private Publisher<Void> chat(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(asked -> {
            questions.add(asked);
            open.incrementAndGet();
            request.withConnection(connection -> connection.onDispose(open::decrementAndGet));
            if (!models.containsKey(asked.path("model").asString(""))) {
                return missing(asked, response);
            }
            Reply reply =
                    tooLong(asked) ? Reply.error(400, "the input length exceeds the context length") : replies.poll();
            if (reply == null) {
                return send(response, Reply.error(500, "the test gave no reply"));
            }
            boolean whole =
                    asked.path("stream").isBoolean() && !asked.path("stream").booleanValue() && reply.status() == 200;
            return whole ? document(response, joined(reply)) : send(response, reply);
        });
    }

    /** With {@code truncate} as it is by default, Ollama would now forget the beginning in silence. */
    private static boolean tooLong(JsonNode asked) {
        int characters = 0;
        for (JsonNode message : asked.path("messages")) {
            characters += message.path("content").asString("").length();
        }
        int context = asked.path("options").path("num_ctx").asInt(USUAL_CONTEXT);
        return !asked.path("truncate").asBoolean(true) && characters / CHARACTERS_PER_TOKEN > context;
    }

    private static Mono<JsonNode> body(HttpServerRequest request) {
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).map(Reply.JSON::readTree);
    }

    private static Mono<Void> missing(JsonNode asked, HttpServerResponse response) {
        return send(response, Reply.error(404, "model '" + asked.path("model").asString("") + "' not found"));
    }

    private static Mono<Void> document(HttpServerResponse response, ObjectNode document) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .sendString(Mono.just(document.toString()))
                .then();
    }

    private static ObjectNode joined(Reply reply) {
        StringBuilder text = new StringBuilder();
        ObjectNode last = Reply.JSON.createObjectNode();
        for (byte[] line : reply.chunks()) {
            last = (ObjectNode) Reply.JSON.readTree(line);
            text.append(last.path("message").path("content").asString(""));
        }
        last.withObject("message").put("content", text.toString());
        return last;
    }

    private static Mono<Void> send(HttpServerResponse response, Reply reply) {
        boolean stream = reply.status() == 200;
        response.status(reply.status())
                .header(
                        HttpHeaderNames.CONTENT_TYPE,
                        stream ? "application/x-ndjson" : "application/json; charset=utf-8");
        reply.headers().forEach(response::header);
        Connection[] connection = new Connection[1];
        response.withConnection(found -> connection[0] = found);
        Flux<byte[]> after = switch (reply.ending()) {
            case COMPLETE -> Flux.empty();
            case HANG -> Flux.never();
            case CUT ->
                Flux.defer(() -> {
                    ChannelFuture unused = connection[0].channel().close();
                    return Flux.never();
                });
        };
        Flux<byte[]> pieces = Flux.fromIterable(reply.chunks()).concatWith(after);
        NettyOutbound sent =
                response.send(pieces.map(bytes -> response.alloc().buffer().writeBytes(bytes)), piece -> true);
        return sent.then();
    }
}
