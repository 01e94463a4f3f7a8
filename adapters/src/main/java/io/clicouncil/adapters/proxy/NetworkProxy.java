package io.clicouncil.adapters.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * An HTTP proxy on a Unix socket that reaches the hosts of a list and no other. It understands {@code CONNECT}, and plain
 * requests for a whole {@code http} address.
 *
 * @since 0.1
 */
public final class NetworkProxy implements AutoCloseable {
    /** The name of the socket in its folder. */
    public static final String SOCKET = "socket";

    /** How many connections it serves at a time; those beyond wait. */
    static final int CONNECTIONS = 256;

    private final ServerSocketChannel server;
    private final Conversation.Rules rules;
    private final Executor threads;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final OpenChannels open = new OpenChannels();

    private NetworkProxy(ServerSocketChannel server, Conversation.Rules rules, Executor threads) {
        this.server = server;
        this.rules = rules;
        this.threads = threads;
    }

    /**
     * Listens, in place of a proxy that listened there before and is gone.
     *
     * @param folder where the socket is made; only its owner may enter it
     * @param hosts the hosts: names, {@code *.} before one for all names below it, addresses; {@code :port} behind one for a
     *     port that is neither 443 nor 80
     * @param environment names the user's own proxy, if he has one
     * @param log the file in which requests are written down
     * @param threads runs what blocks: one task for the proxy, two for each connection
     * @throws IOException where it cannot listen
     * @throws IllegalArgumentException where a host is none, or the user's proxy is not at an {@code http} address
     */
    public static NetworkProxy open(
            Path folder, List<String> hosts, Map<String, String> environment, Path log, Executor threads)
            throws IOException {
        return open(folder, hosts, environment, log, threads, InetAddress::getAllByName);
    }

    static NetworkProxy open(
            Path folder,
            List<String> hosts,
            Map<String, String> environment,
            Path log,
            Executor threads,
            Addresses.Names names)
            throws IOException {
        HostList list = HostList.of(hosts);
        Route route = new Route(new Addresses(list, names), UserProxy.of(environment));
        NetworkProxy proxy =
                new NetworkProxy(listen(folder), new Conversation.Rules(list, route, new AccessLog(log)), threads);
        threads.execute(proxy::accept);
        return proxy;
    }

    /**
     * The program that gives commands inside the walls a port which leads here: a class file of that name.
     *
     * @throws IOException where it is not among our own files
     */
    public static byte[] relay() throws IOException {
        try (InputStream program = Relay.class.getResourceAsStream("Relay.class")) {
            if (program == null) {
                throw new NoSuchFileException("Relay.class");
            }
            return program.readAllBytes();
        }
    }

    /** Ends every connection and listens no more. Its threads are free a moment later. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // The connections are ended all the same.
        }
        open.end();
    }

    /** The path of a socket may have no more than about a hundred bytes: a link leads to it for the moment. */
    private static ServerSocketChannel listen(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(SOCKET));
        Path shortcut = Files.createTempDirectory("council");
        Path link = shortcut.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.createSymbolicLink(link, folder.toAbsolutePath());
            return server.bind(UnixDomainSocketAddress.of(link.resolve(SOCKET)));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(shortcut);
        }
    }

    private void accept() {
        try {
            while (true) {
                free.acquire();
                SocketChannel client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            close();
        } catch (InterruptedException notOurs) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void serve(SocketChannel client) {
        try {
            new Conversation(client, rules, threads, open).run();
        } finally {
            free.release();
        }
    }
}
