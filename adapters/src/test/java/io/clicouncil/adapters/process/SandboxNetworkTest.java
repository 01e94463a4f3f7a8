package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands behind real walls that reach some hosts. The server is this machine's, which they cannot reach directly. */
class SandboxNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Sends one request to whom the variables name, and prints the answer. */
    private static final String ASK = """
            ask() {
                exec 3<>"/dev/tcp/127.0.0.1/${HTTPS_PROXY##*:}"
                printf "$1" >&3
                cat <&3
                exec 3>&-
            }
            """;

    @TempDir
    Path folder;

    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(2));
    private final StopSignal stop = StopSignal.create();
    private ServerSocket server;
    private Path work;
    private List<String> hosts;

    @BeforeEach
    void serve() throws IOException {
        Assumptions.assumeTrue(
                runner.sandboxes().available(), runner.sandboxes().problem());
        work = Files.createDirectory(folder.toRealPath().resolve("work"));
        server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        hosts = List.of("localhost:" + server.getLocalPort());
        Thread thread = new Thread(this::greetEverybody);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        server.close();
        assertThat(LiveProcesses.marked("SANDBOX_TEST=" + folder)).isEmpty();
        try (Stream<Path> job = Files.walk(folder.resolve("out.job"))) {
            assertThat(job.map(file -> file.getFileName().toString())).doesNotContain("proxy", "job");
        }
    }

    @Test
    @Tag("F57")
    void aListedHostIsReachedAndNothingElse() throws IOException {
        int port = server.getLocalPort();
        String seen = run(ASK + "ask 'CONNECT localhost:" + port + " HTTP/1.1\\r\\n\\r\\nraw\\r\\n'; echo;"
                + "ask 'GET http://localhost:" + port + "/ HTTP/1.1\\r\\n\\r\\n'; echo;"
                + "ask 'CONNECT 127.0.0.1:" + port + " HTTP/1.1\\r\\n\\r\\n' | head -n 1;"
                + "ask 'GET http://169.254.169.254/ HTTP/1.1\\r\\n\\r\\n' | head -n 1;"
                + "exec 4<>/dev/tcp/127.0.0.1/" + port + " || echo not directly");

        assertThat(seen.lines().map(String::strip))
                .containsExactly(
                        "HTTP/1.1 200 Connection established",
                        "",
                        "hello raw",
                        "hello GET / HTTP/1.1",
                        "HTTP/1.1 403 Forbidden",
                        "HTTP/1.1 403 Forbidden",
                        "not directly");
        assertThat(Files.readAllLines(folder.resolve("out.network")))
                .map(line -> line.replaceAll("^\\S+ (\\S+) .*", "$1"))
                .containsExactlyInAnyOrder("allowed", "allowed", "refused", "refused");
    }

    @Test
    void theRelayAddsNothingToTheOutputAndTakesNothingFromTheInput() throws IOException {
        Path input = Files.writeString(folder.resolve("in"), "input");
        assertThat(run(spec("cat; exit 5", Map.of("JAVA_TOOL_OPTIONS", "-Dx=y"), input), 5))
                .isEqualTo("input");
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void everyVariableThatClientsReadNamesTheRelay() throws IOException {
        hosts = List.of("example.com");
        String seen =
                run(spec("env | grep -i _proxy | sort", Map.of("HTTPS_PROXY", "http://me:pass@127.0.0.1:1"), null), 0);

        assertThat(seen.replaceAll("127.0.0.1:\\d+", "RELAY").lines())
                .containsExactlyInAnyOrder(
                        "ALL_PROXY=http://RELAY",
                        "HTTPS_PROXY=http://RELAY",
                        "HTTP_PROXY=http://RELAY",
                        "NO_PROXY=localhost,127.0.0.1,::1",
                        "all_proxy=http://RELAY",
                        "http_proxy=http://RELAY",
                        "https_proxy=http://RELAY",
                        "no_proxy=localhost,127.0.0.1,::1");
        hosts = List.of("localhost:80", "[::1]");
        assertThat(run("echo $NO_PROXY")).isEqualTo("127.0.0.1\n");
    }

    @Test
    void thePasswordOfTheUsersProxyIsSeenNowhereInside() throws IOException {
        String look = "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c hunter2";
        assertThat(run(spec(look, Map.of("HTTPS_PROXY", "http://me:hunter2@127.0.0.1:1"), null), 1))
                .isEqualTo("0\n");
    }

    @Test
    void aCommandThatIsStoppedCanStillSayGoodbye() throws IOException {
        CommandSpec spec = spec(
                ASK + "trap 'ask \"CONNECT localhost:" + server.getLocalPort()
                        + " HTTP/1.1\\r\\n\\r\\nbye\\r\\n\" | tail -n 1; exit 3' TERM; echo >begun;"
                        + "while :; do sleep 0.1; done",
                Map.of(),
                null);
        var running = runner.run(spec).ofType(CommandEvent.Ended.class).next().toFuture();
        await().atMost(SOON).until(() -> Files.exists(work.resolve("begun")));

        stop.raise();

        CommandResult result = running.orTimeout(20, TimeUnit.SECONDS).join().result();
        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("out")).strip()).isEqualTo("hello bye");
    }

    @Test
    void aCommandThatIsTakenOverHasItsHostsAgain() throws IOException {
        Bench bench = new Bench(folder);
        Files.writeString(
                folder.resolve("script"),
                ASK + "touch ready; until [ -e go ]; do sleep 0.05; done; ask 'CONNECT localhost:"
                        + server.getLocalPort() + " HTTP/1.1\\r\\n\\r\\nagain\\r\\n' | tail -n 1");
        OtherCouncil.running(
                        bench,
                        KillLevel.probe(ZtCommandRunner::launch),
                        Duration.ofMinutes(5),
                        Bench.LONG_ENOUGH,
                        "bash script",
                        hosts.get(0))
                .until("ready")
                .kill();

        var resumed = runner.resume(new CommandSpec(
                        List.of("false"),
                        folder,
                        Map.of(),
                        null,
                        folder.resolve("out"),
                        folder.resolve("err"),
                        CommandLimits.time(Bench.LONG_ENOUGH),
                        stop,
                        OtherCouncil.reaching(folder, hosts.get(0))))
                .ofType(CommandEvent.Ended.class)
                .next()
                .toFuture();
        Files.createFile(folder.resolve("go"));

        assertThat(resumed.orTimeout(60, TimeUnit.SECONDS).join().result().exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("out")).strip()).isEqualTo("hello again");
        assertThat(bench.survivors()).isEmpty();
    }

    @Test
    void aCommandWhoseHostsAreNoneDoesNotBegin() {
        hosts = List.of("https://example.com/");
        CommandResult result = result(spec("echo begun", Map.of(), null));

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.message())
                .isEqualTo("its way to the hosts of its network cannot be made: 'https://example.com/' names no host");
    }

    private void greetEverybody() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> greet(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void greet(Socket socket) {
        try (socket) {
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            socket.getOutputStream().write(("hello " + line).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String run(String script) throws IOException {
        return run(spec(script, Map.of(), null), 0);
    }

    private String run(CommandSpec spec, int exitCode) throws IOException {
        CommandResult result = result(spec);
        String errors = Files.readString(folder.resolve("err"));
        assertThat(result.ending()).as(errors + result.message()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).as(errors).isEqualTo(exitCode);
        return Files.readString(folder.resolve("out"));
    }

    private CommandResult result(CommandSpec spec) {
        return ((CommandEvent.Ended) Objects.requireNonNull(runner.run(spec).blockLast())).result();
    }

    private CommandSpec spec(String script, Map<String, String> more, @Nullable Path input) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("SANDBOX_TEST", folder.toString());
        return new CommandSpec(
                List.of("bash", "-c", script),
                work,
                environment,
                input,
                folder.resolve("out"),
                folder.resolve("err"),
                CommandLimits.time(Duration.ofMinutes(1)),
                stop,
                new Sandbox(
                        List.of(Mount.write(work)), folder.toAbsolutePath().resolve("layers"), Network.list(hosts)));
    }
}
