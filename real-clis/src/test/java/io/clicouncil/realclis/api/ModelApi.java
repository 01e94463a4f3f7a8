package io.clicouncil.realclis.api;

import io.clicouncil.json.Json;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A provider with one model API, on a free port of 127.0.0.1. It remembers what it was asked, and what it billed. */
public final class ModelApi implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    /** Long enough that what was sent before has left. */
    private static final Duration BEFORE_THE_CUT = Duration.ofMillis(100);

    private final WireFormat format;
    private final Script script;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private ModelApi(Wire wire, Script script) {
        this.format = wire.format();
        this.script = script;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::handle)
                .bindNow(LONGEST_START);
    }

    /** Starts one that speaks this format and follows this script. */
    public static ModelApi start(Wire wire, Script script) {
        return new ModelApi(wire, script);
    }

    /** Where it is reached, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The requests for its model so far. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** When the first request came that it answered. */
    public Instant firstAnswer() {
        return exchanges.stream()
                .filter(exchange -> exchange.move() instanceof Move.Answer)
                .map(Exchange::time)
                .findFirst()
                .orElseThrow();
    }

    /** What it billed for the agent's work, and where {@code aside} for what the agent asked beside it. */
    public Tokens billed(boolean aside) {
        return exchanges.stream()
                .filter(exchange -> exchange.aside() == aside)
                .map(Exchange::billed)
                .reduce(Tokens.NONE, Tokens::plus);
    }

    /** Method and path of the requests that it did not understand, and answered with 404. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .flatMap(body -> Mono.from(answer(request, response, body)));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
        String path = "/" + request.path();
        Optional<Call> asked = format.call(path, Json.parse(body.isBlank() ? "{}" : body));
        if (asked.isPresent()) {
            return play(asked.get(), body.contains(Script.DONE), response);
        }
        Optional<String> told = format.told(path);
        if (told.isPresent()) {
            return json(response, 200, told.get());
        }
        unknown.add(request.method() + " " + path);
        return json(response, 404, format.error(404, null));
    }

    private Publisher<Void> play(Call call, boolean again, HttpServerResponse response) {
        Move move = script.next();
        Turn turn = script.turn(call);
        Tokens billed =
                move instanceof Move.Answer || move instanceof Move.Break ? format.billed(turn.tokens()) : Tokens.NONE;
        exchanges.add(new Exchange(Instant.now(), call.model(), call.aside(), again, move, billed));
        if (move instanceof Move.Hang) {
            return Mono.never();
        }
        if (move instanceof Move.Refuse refusal) {
            Duration wait = refusal.retryAfter();
            if (wait != null) {
                response.header(HttpHeaderNames.RETRY_AFTER, String.valueOf(wait.toSeconds()));
            }
            return json(response, refusal.status(), format.error(refusal.status(), wait));
        }
        List<String> parts = format.answer(call, new Turn(turn.text(), turn.call(), billed));
        response.header(HttpHeaderNames.CONTENT_TYPE, format.contentType(call));
        return move instanceof Move.Break
                ? response.sendString(cut(parts), StandardCharsets.UTF_8)
                : response.sendString(
                        Flux.fromIterable(parts).delaySubscription(script.thinking()), StandardCharsets.UTF_8);
    }

    private static Flux<String> cut(List<String> parts) {
        return Flux.fromIterable(parts.subList(0, (parts.size() + 1) / 2))
                .concatWith(Mono.delay(BEFORE_THE_CUT).flatMap(late -> Mono.error(new IllegalStateException("cut"))));
    }

    private static Publisher<Void> json(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendString(Mono.just(body), StandardCharsets.UTF_8);
    }
}
