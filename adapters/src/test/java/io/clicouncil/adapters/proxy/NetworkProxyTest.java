package io.clicouncil.adapters.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy at its socket, with real servers on this machine. */
@Timeout(60)
class NetworkProxyTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final ThreadPoolExecutor clients = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private TestServer server;
    private NetworkProxy proxy;

    @BeforeEach
    void serveAnEcho() throws IOException {
        server = TestServer.echo(clients);
        proxy = opened(Map.of(), "localhost:" + server.port());
    }

    @AfterEach
    void nothingIsLeft() {
        proxy.close();
        server.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(threads.getActiveCount()).isZero());
        threads.shutdownNow();
        clients.shutdownNow();
    }

    @Test
    void bytesPassATunnelAsTheyAre() throws IOException {
        byte[] bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        try (TestClient client = connect("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n\r\n")) {
            assertThat(client.head()).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
            client.send(bytes);
            assertThat(client.read(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void whatIsSentWithTheRequestForATunnelIsNotLost() throws IOException {
        try (TestClient client = connect("CONNECT localhost:" + server.port() + " HTTP/1.1\r\nHost: x\r\n\r\nearly")) {
            client.head();
            assertThat(client.read(5)).asString().isEqualTo("early");
        }
    }

    @Test
    void aPlainRequestArrivesAsItsTargetExpectsIt() throws IOException {
        String host = "localhost:" + server.port();
        try (TestClient client = connect(
                "POST http://" + host + "/a?b=c HTTP/1.1\r\nHost: other.example.com\r\n"
                        + "Accept: */*\r\nProxy-Authorization: Basic x\r\nProxy-Connection: keep-alive\r\nContent-Length: 2\r\n\r\nhi")) {
            client.end();
            assertThat(client.rest())
                    .isEqualTo("POST /a?b=c HTTP/1.1\r\nHost: " + host
                            + "\r\nAccept: */*\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        }
    }

    @Test
    @Tag("F57")
    void otherHostsAreRefusedWithASentence() throws IOException {
        assertThat(ask("CONNECT evil.example.com:443 HTTP/1.1\r\n\r\n"))
                .isEqualTo("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Length: 131"
                        + "\r\nConnection: close\r\n\r\nthe host evil.example.com:443 is not allowed in this sandbox: add"
                        + " 'evil.example.com' to sandbox.network in council.yml to allow it\n");
        assertThat(ask("GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("add '169.254.169.254' to");
        assertThat(ask("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1\r\n\r\n"))
                .contains("add '127.0.0.1:" + server.port() + "' to");
        assertThat(ask("CONNECT [::1]:22 HTTP/1.1\r\n\r\n")).contains("add '[0:0:0:0:0:0:0:1]:22' to");
        assertThat(server.connections()).isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    @Tag("F57")
    void aNameIsAskedForOnceAndLeadsToNoPrivateAddress() throws IOException {
        proxy.close();
        open("rebound.example.com:" + server.port());

        assertThat(ask("CONNECT rebound.example.com:" + server.port() + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("has the address 127.0.0.1, which is not a public one");
        assertThat(asked).hasValue(1);
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET https://localhost/ HTTP/1.1",
                "CONNECT localhost:0 HTTP/1.1",
                "CONNECT user@localhost:443 HTTP/1.1",
                "CONNECT localhost:443 HTTP/2",
                "nonsense",
                "CONNECT  HTTP/1.1"
            })
    void whatNobodyCanReadIsRefused(String line) throws IOException {
        assertThat(ask(line + "\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    @Test
    void endlessHeadersAreRefused() throws IOException {
        assertThat(ask("GET http://localhost/ HTTP/1.1\r\nX: " + "x".repeat(40_000)))
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    @Test
    void aHostThatDoesNotAnswerIsNamed() throws IOException {
        // Taken and never listened on, so that no server of another test can be there.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = silent.getLocalPort();
            proxy.close();
            proxy = opened(Map.of(), "localhost:" + port);
            assertThat(ask("CONNECT localhost:" + port + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .endsWith("\r\n\r\nthe host localhost does not answer on port " + port + "\n");
        }
    }

    @Test
    void eightSpeakAtTheSameTime() throws Exception {
        List<TestClient> all = IntStream.range(0, 8).mapToObj(i -> tunnel()).toList();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).send(("I am " + i).getBytes(US_ASCII));
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).read(6)).asString().isEqualTo("I am " + i);
            all.get(i).close();
        }
    }

    @Test
    @Tag("F55")
    void halfAConnectionStaysOpenWhenTheOtherHalfEnds() throws IOException {
        TestServer slow = TestServer.of(clients, socket -> {
            byte[] all = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(("got " + new String(all, US_ASCII)).getBytes(US_ASCII));
        });
        proxy.close();
        open("localhost:" + slow.port());
        try (slow;
                TestClient client = connect("CONNECT localhost:" + slow.port() + " HTTP/1.1\r\n\r\n")) {
            client.head();
            client.send("all of it".getBytes(US_ASCII));
            client.end();
            assertThat(client.rest()).isEqualTo("got all of it");
        }
    }

    @Test
    void whoDoesNotReadHoldsTheOtherSideBack() throws Exception {
        AtomicLong written = new AtomicLong();
        int chunk = 64 * 1024;
        int chunks = 512;
        TestServer fast = TestServer.of(clients, socket -> {
            for (int i = 0; i < chunks; i++) {
                socket.getOutputStream().write(new byte[chunk]);
                written.addAndGet(chunk);
            }
        });
        proxy.close();
        open("localhost:" + fast.port());
        try (fast;
                TestClient client = connect("CONNECT localhost:" + fast.port() + " HTTP/1.1\r\n\r\n")) {
            client.head();
            AtomicLong before = new AtomicLong(-1);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
            // What the kernel keeps of a connection, and two buffers; not what is to come.
            assertThat(written.get()).isLessThan((long) chunk * chunks / 2);
            assertThat(client.rest()).hasSize(chunk * chunks);
        }
    }

    @Test
    void theEndOfTheProxyEndsItsConnections() throws Exception {
        try (TestClient client = tunnel()) {
            Future<String> rest = clients.submit(client::rest);

            proxy.close();

            assertThat(rest.get()).isEmpty();
            await().atMost(SOON).untilAsserted(() -> assertThat(server.open()).isZero());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(threads.getActiveCount()).isZero());
        }
    }

    @Test
    void whoWasAskedForIsWrittenDownAndNothingElse() throws IOException {
        String host = "localhost:" + server.port();
        try (TestClient client = connect("GET http://" + host + "/secret HTTP/1.0\r\nCookie: secret\r\n\r\n")) {
            client.end();
            client.rest();
        }
        ask("CONNECT other.example.com:8443 HTTP/1.1\r\n\r\n");
        Path log = folder.resolve("log");
        int bytes =
                ("GET /secret HTTP/1.0\r\nHost: " + host + "\r\nCookie: secret\r\nConnection: close\r\n\r\n").length();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Files.readAllLines(log))
                        .map(line -> line.replaceFirst("^\\S+Z ", ""))
                        .containsExactlyInAnyOrder(
                                "allowed " + host + " " + bytes + " " + bytes, "refused other.example.com:8443 0 0"));
        assertThat(Files.getPosixFilePermissions(log)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aPathThatIsTooLongForASocketIsNone() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("deep".repeat(30)).resolve("deeper".repeat(20)));
        try (NetworkProxy there =
                NetworkProxy.open(deep, List.of("example.com"), Map.of(), folder.resolve("log-2"), threads)) {
            assertThat(there).isNotNull();
            assertThat(deep.resolve(NetworkProxy.SOCKET)).exists();
        }
    }

    @Test
    void theProxyOfTheUserIsTheWay() throws Exception {
        try (TestServer users = TestServer.proxy(clients, "HTTP/1.1 200 OK\r\n\r\nhello")) {
            proxy.close();
            open(
                    Map.of("https_proxy", "http://me:pass@127.0.0.1:" + users.port(), "NO_PROXY", "near.example.com"),
                    "far.example.com");
            try (TestClient client = connect("CONNECT far.example.com:443 HTTP/1.1\r\n\r\n")) {
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(client.read(5)).asString().isEqualTo("hello");
            }
            assertThat(users.heard())
                    .isEqualTo("CONNECT far.example.com:443 HTTP/1.1\r\nHost: far.example.com:443\r\n"
                            + "Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString("me:pass".getBytes(US_ASCII)) + "\r\n\r\n");
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void theProxyOfTheUserMayRefuse() throws Exception {
        try (TestServer users = TestServer.proxy(clients, "HTTP/1.1 407 Who are you\r\n\r\n")) {
            proxy.close();
            open(Map.of("HTTPS_PROXY", "127.0.0.1:" + users.port()), "far.example.com");
            assertThat(ask("CONNECT far.example.com:443 HTTP/1.1\r\n\r\n"))
                    .endsWith("\r\n\r\nthe proxy of the user does not lead to the host far.example.com\n");
        }
    }

    private void open(String... hosts) throws IOException {
        open(Map.of(), hosts);
    }

    private void open(Map<String, String> environment, String... hosts) throws IOException {
        proxy = opened(environment, hosts);
    }

    private NetworkProxy opened(Map<String, String> environment, String... hosts) throws IOException {
        return NetworkProxy.open(folder, List.of(hosts), environment, folder.resolve("log"), threads, name -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1})};
        });
    }

    private TestClient connect(String request) throws IOException {
        TestClient client = new TestClient(folder.resolve(NetworkProxy.SOCKET));
        client.send(request.getBytes(US_ASCII));
        return client;
    }

    private TestClient tunnel() {
        try {
            TestClient client = connect("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n\r\n");
            client.head();
            return client;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String ask(String request) throws IOException {
        try (TestClient client = connect(request)) {
            return client.rest();
        }
    }

    /** Talks with a client of a {@link TestServer}. */
    interface Talk {
        void with(Socket socket) throws IOException;
    }
}
