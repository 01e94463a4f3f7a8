package io.clicouncil.adapters.process;

import io.clicouncil.adapters.proxy.NetworkProxy;
import io.clicouncil.adapters.proxy.Relay;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way out for a command that reaches some hosts alone. Inside the walls is no network; a relay there, a JVM like this
 * one, passes a port on to the socket of our proxy outside. The command begins when that port is there. The relay ends with
 * the walls, which end with the command, and is deaf to what asks the command to end: it may still have to say goodbye.
 */
final class NetworkGate {
    /** What commands read; either way of writing them is usual. */
    private static final Set<String> VARIABLES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");

    /** Nothing but its own machine, which a command reaches by itself unless ours is meant. */
    private static final List<String> ITSELF = List.of("localhost", "127.0.0.1", "[::1]");

    private static final Path JAVA = Path.of("/run/council/java");
    private static final Path PROXY = Path.of("/run/council/proxy");
    private static final Path CLASSES = Path.of("/run/council/relay");

    /** The substitution ends when the relay has closed its standard output. */
    private static final String WITH_RELAY = """
            port=$(
                trap '' HUP INT TERM
                "$1" -i "COUNCIL_TREE=$COUNCIL_TREE" "$2" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
                    -Xmx32m -Xss256k -cp "$3" "$4" "$5" </dev/null 2>/dev/null &
            )
            if [ -z "$port" ]; then
                echo 'council: the relay to the allowed hosts does not start' >&2
                exit 125
            fi
            export HTTP_PROXY="http://127.0.0.1:$port" HTTPS_PROXY="http://127.0.0.1:$port" NO_PROXY="$6"
            export http_proxy="$HTTP_PROXY" https_proxy="$HTTP_PROXY" no_proxy="$6"
            export ALL_PROXY="$HTTP_PROXY" all_proxy="$HTTP_PROXY"
            unset port
            shift 6
            exec "$@"
            """;

    private final CommandSpec spec;
    private final Sandbox sandbox;
    private final Path folder;
    private @Nullable NetworkProxy proxy;

    private NetworkGate(CommandSpec spec, Sandbox sandbox) {
        this.spec = spec;
        this.sandbox = sandbox;
        this.folder = Job.folder(spec).resolve(Job.PROXY);
    }

    /** The gate of a command, or null where it needs none. */
    static @Nullable NetworkGate of(CommandSpec spec) {
        Sandbox sandbox = spec.sandbox();
        return sandbox != null && sandbox.network().reach() == Network.Reach.LIST
                ? new NetworkGate(spec, sandbox)
                : null;
    }

    /** Its walls, in which the relay and the socket are seen. */
    Sandbox walls() throws IOException {
        List<Mount> mounts = new ArrayList<>(sandbox.mounts());
        // The JVM that runs us is one that is here.
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        Path program = CLASSES.resolve(Relay.class.getName().replace('.', '/') + ".class");
        mounts.add(new Mount(Mount.Kind.READ, java, JAVA));
        mounts.add(new Mount(Mount.Kind.READ, folder, PROXY));
        mounts.add(new Mount(Mount.Kind.READ, folder.resolve(Job.RELAY), program));
        return new Sandbox(mounts, sandbox.layers(), sandbox.network());
    }

    /** The command with its relay before it. */
    List<String> before(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                KillLevel.shell(),
                "-c",
                WITH_RELAY,
                "sh",
                Executables.system("env").orElse("env"),
                JAVA.resolve("bin/java").toString(),
                CLASSES.toString(),
                Relay.class.getName(),
                PROXY.resolve(NetworkProxy.SOCKET).toString(),
                itself()));
        all.addAll(command);
        return all;
    }

    /** The command without the user's own proxy, which may be named with a password: only ours talks with that. */
    CommandSpec unaware() {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.keySet().removeIf(name -> VARIABLES.contains(name.toUpperCase(Locale.ROOT)));
        return new CommandSpec(
                spec.command(),
                spec.directory(),
                environment,
                spec.stdin(),
                spec.stdout(),
                spec.stderr(),
                spec.limits(),
                spec.stop(),
                sandbox);
    }

    /** Opens it for a command that begins, in its job folder, with nothing written down yet. */
    void open(Executor threads) throws IOException {
        PrivateFiles.folder(folder);
        PrivateFiles.write(folder.resolve(Job.RELAY), NetworkProxy.relay());
        PrivateFiles.emptied(log());
        listen(threads);
    }

    /** Opens it again for a command that a council before us began. */
    void reopen(Executor threads) {
        try {
            listen(threads);
        } catch (IOException | IllegalArgumentException closed) {
            // The command goes on, and reaches nobody.
            return;
        }
    }

    /** Ends it; what is in the job folder goes with that. */
    synchronized void close() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private synchronized void listen(Executor threads) throws IOException {
        proxy = NetworkProxy.open(folder, sandbox.network().hosts(), spec.environment(), log(), threads);
    }

    private Path log() {
        return spec.stdout().resolveSibling(spec.stdout().getFileName() + ".network");
    }

    private String itself() {
        Set<String> ours = sandbox.network().hosts().stream()
                .map(host -> host.replaceFirst("(?<=[^:]|]):\\d+$", ""))
                .collect(Collectors.toSet());
        return ITSELF.stream()
                .filter(host -> !ours.contains(host))
                .map(host -> host.replaceAll("[\\[\\]]", ""))
                .collect(Collectors.joining(","));
    }
}
