package io.clicouncil.realclis;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The only way out that the agents are told of. It lets nobody through, and remembers who wanted where. What is on loopback
 * is reached without it.
 */
final class RecordingProxy implements AutoCloseable {
    private final List<String> wanted = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                wanted.add(request.method() + " " + request.uri());
                return response.status(HttpResponseStatus.FORBIDDEN).send();
            })
            .bindNow(Duration.ofSeconds(30));

    /** The variables that lead to it. */
    Map<String, String> environment() {
        String url = "http://127.0.0.1:" + server.port();
        return Map.of(
                "HTTP_PROXY", url,
                "HTTPS_PROXY", url,
                "ALL_PROXY", url,
                "http_proxy", url,
                "https_proxy", url,
                "NO_PROXY", "127.0.0.1,localhost",
                "no_proxy", "127.0.0.1,localhost");
    }

    /** What was asked for, such as {@code CONNECT example.org:443}. */
    List<String> wanted() {
        return List.copyOf(wanted);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
