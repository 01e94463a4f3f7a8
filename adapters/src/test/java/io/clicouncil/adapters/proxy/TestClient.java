package io.clicouncil.adapters.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Somebody at the socket of a proxy, whose path may be no longer than a socket's. */
final class TestClient implements AutoCloseable {
    private final SocketChannel channel;

    TestClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Says that nothing more comes. */
    void end() throws IOException {
        channel.shutdownOutput();
    }

    /** Reads to the end of headers. */
    String head() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append(new String(read(1), ISO_8859_1));
        }
        return text.toString();
    }

    byte[] read(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it ended after " + buffer.position());
            }
        }
        return buffer.array();
    }

    /** Reads to the end. */
    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        while (channel.read(buffer.clear()) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
