package io.clicouncil.adapters.ollama;

import io.clicouncil.json.Json;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/**
 * Ollama's HTTP API, as far as it is needed. Every call has a connection of its own, which is closed when the call ends
 * or is cancelled; no call is made twice.
 */
final class OllamaClient {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_ERROR_LINE = 1 << 16;
    private static final Duration SHORT_CALL = Duration.ofSeconds(30);

    private final HttpClient http;
    private final Endpoint endpoint;

    /**
     * A client.
     *
     * @param endpoint where the server is
     * @param key what it is shown as proof, or null for nothing
     */
    OllamaClient(Endpoint endpoint, @Nullable String key) {
        this.endpoint = endpoint;
        this.http = HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true)
                .keepAlive(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .headers(headers -> {
                    headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
                    headers.set(HttpHeaderNames.ACCEPT, "application/x-ndjson, application/json");
                    if (key != null) {
                        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key);
                    }
                });
    }

    /** The server's version. */
    Mono<String> version() {
        return document(HttpMethod.GET, "/api/version", null)
                .map(answer -> answer.path("version").asString(""));
    }

    /** The names of the models that the server has. */
    Mono<List<String>> models() {
        return document(HttpMethod.GET, "/api/tags", null)
                .map(answer -> answer.path("models")
                        .valueStream()
                        .map(model -> model.path("name").asString(""))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** What the server knows of a model; an {@link HttpFailure} with 404 where it has none of this name. */
    Mono<ModelInfo> show(String model) {
        return document(HttpMethod.POST, "/api/show", Json.tree(Map.of("model", model)))
                .map(ModelInfo::of);
    }

    /** The lines of an answer, as they come. */
    Flux<String> chat(JsonNode request) {
        return lines(HttpMethod.POST, "/api/chat", request, LONGEST_LINE);
    }

    private Mono<JsonNode> document(HttpMethod method, String path, @Nullable JsonNode request) {
        return lines(method, path, request, LONGEST_LINE * 16)
                .collectList()
                .map(lines -> Json.parse(String.join("\n", lines)))
                .timeout(SHORT_CALL);
    }

    private Flux<String> lines(HttpMethod method, String path, @Nullable JsonNode request, int longest) {
        HttpClient.RequestSender sender = http.request(method).uri(endpoint.at(path));
        HttpClient.ResponseReceiver<?> receiver =
                request == null ? sender : sender.send(ByteBufFlux.fromString(Mono.just(Json.line(request))));
        return receiver.response((response, body) -> read(response, body, longest));
    }

    private static Publisher<String> read(HttpClientResponse response, ByteBufFlux body, int longest) {
        int status = response.status().code();
        if (status == 200) {
            return split(body, longest);
        }
        String retryAfter = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
        return split(body, LONGEST_ERROR_LINE)
                .take(20)
                .collectList()
                .map(lines -> said(String.join("\n", lines)))
                .onErrorReturn(LineSplitter.TooLongException.class, "")
                .flatMap(said -> Mono.error(new HttpFailure(status, said, seconds(retryAfter))));
    }

    private static Flux<String> split(ByteBufFlux body, int longest) {
        return Flux.defer(() -> {
            LineSplitter splitter = new LineSplitter(longest);
            return body.asByteArray()
                    .<List<String>>handle((bytes, sink) -> {
                        try {
                            sink.next(splitter.feed(bytes));
                        } catch (IOException e) {
                            sink.error(e);
                        }
                    })
                    .concatMapIterable(lines -> lines)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(splitter.rest())));
        });
    }

    /** The sentence in a body that reports an error. */
    private static String said(String body) {
        try {
            return Json.parse(body).path("error").asString("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        if (header == null || !header.strip().matches("\\d{1,7}")) {
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(header.strip()));
    }
}
