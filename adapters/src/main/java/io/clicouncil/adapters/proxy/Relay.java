package io.clicouncil.adapters.proxy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The program that passes a port on to a socket, since hardly any client can talk to a proxy on a Unix socket. It is this
 * one class and needs nothing but the JDK: it runs where nothing else of ours is seen. Without nested classes and lambdas
 * it starts sooner, too.
 *
 * @since 0.1
 */
public final class Relay extends Thread {
    private static final int CONNECTIONS = 256;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long PATIENCE_SECONDS = 30;
    private static final long RETRY_MILLIS = 100;
    private static final Semaphore FREE = new Semaphore(CONNECTIONS);

    private final SocketChannel client;
    private final UnixDomainSocketAddress proxy;
    private final @Nullable SocketChannel connected;

    private Relay(SocketChannel client, UnixDomainSocketAddress proxy, @Nullable SocketChannel connected) {
        super("relay");
        this.client = client;
        this.proxy = proxy;
        this.connected = connected;
        setDaemon(true);
    }

    /**
     * Listens on a free port of the loopback address, prints which, and closes its standard output: whoever waits for the
     * end of that can go on. It runs until it is killed.
     *
     * @param arguments the socket to which it passes everything
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        UnixDomainSocketAddress proxy = UnixDomainSocketAddress.of(arguments[0]);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), CONNECTIONS);
            print(Integer.toString(server.socket().getLocalPort()));
            while (true) {
                FREE.acquire();
                new Relay(server.accept(), proxy, null).start();
            }
        }
    }

    @Override
    public void run() {
        SocketChannel there = connected;
        if (there != null) {
            passOn(client, there, new AtomicLong());
            return;
        }
        try (SocketChannel here = client;
                SocketChannel socket = connect()) {
            Relay out = new Relay(here, proxy, socket);
            out.start();
            passOn(socket, here, new AtomicLong());
            out.join();
        } catch (IOException | InterruptedException e) {
            // The client finds its connection closed.
            return;
        } finally {
            FREE.release();
        }
    }

    /**
     * Passes on what comes from one channel, then that nothing more comes. Where one of them breaks, both are closed.
     *
     * @param count counts the bytes that the other channel has taken
     */
    static void passOn(SocketChannel from, SocketChannel to, AtomicLong count) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    count.addAndGet(to.write(buffer));
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    /** Closes a channel, which lets go whoever waits for it. */
    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, either way.
            return;
        }
    }

    private static void print(String line) throws IOException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A council that comes back listens there again. */
    private SocketChannel connect() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                return SocketChannel.open(proxy);
            } catch (IOException nobody) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                    throw nobody;
                }
                sleep(RETRY_MILLIS);
            }
        }
    }
}
