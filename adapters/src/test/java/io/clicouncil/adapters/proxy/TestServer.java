package io.clicouncil.adapters.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.clicouncil.adapters.proxy.NetworkProxyTest.Talk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server on this machine that talks with each client in one way. */
final class TestServer implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<String> heard;

    private TestServer(ServerSocket server, AtomicReference<String> heard) {
        this.server = server;
        this.heard = heard;
    }

    static TestServer of(Executor threads, Talk talk) throws IOException {
        return of(threads, talk, new AtomicReference<>(""));
    }

    private static TestServer of(Executor threads, Talk talk, AtomicReference<String> heard) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        TestServer server = new TestServer(socket, heard);
        threads.execute(() -> server.serve(threads, talk));
        return server;
    }

    /** One that says again what it hears. */
    static TestServer echo(Executor threads) throws IOException {
        return of(threads, socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
    }

    /** One that hears the headers of one message and then says this. */
    static TestServer proxy(Executor threads, String answer) throws IOException {
        AtomicReference<String> heard = new AtomicReference<>("");
        Talk talk = socket -> {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            heard.set(head.toString());
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
        };
        return of(threads, talk, heard);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many there were. */
    int connections() {
        return connections.get();
    }

    /** How many there are. */
    int open() {
        return open.get();
    }

    String heard() {
        return String.valueOf(heard.get());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Executor threads, Talk talk) {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                threads.execute(() -> talk(socket, talk));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void talk(Socket socket, Talk talk) {
        try (socket) {
            talk.with(socket);
        } catch (IOException gone) {
            return;
        } finally {
            open.decrementAndGet();
        }
    }
}
