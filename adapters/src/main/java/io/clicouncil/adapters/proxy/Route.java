package io.clicouncil.adapters.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The way to hosts that are listed: directly, or through the proxy of the user. What may only be reached from this machine
 * is never asked of that.
 *
 * @param addresses finds them
 * @param proxy the proxy of the user, if he has one
 */
record Route(Addresses addresses, Optional<UserProxy> proxy) {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LOCALHOST = "localhost";

    /**
     * What leads there.
     *
     * @param early what it said before anybody asked, each byte as a character
     */
    record Way(SocketChannel channel, String early) {}

    /**
     * Finds it.
     *
     * @param open has each channel before it leads anywhere, so that it can be closed meanwhile
     */
    Way to(Authority to, OpenChannels open) throws IOException {
        if (proxy.isPresent() && proxy.get().leadsTo(to.host()) && !isHere(to.host())) {
            return through(proxy.get(), to, open);
        }
        return new Way(connect(addresses.of(to), to, open), "");
    }

    private static Way through(UserProxy proxy, Authority to, OpenChannels open) throws IOException {
        Authority at = proxy.authority();
        SocketChannel channel = connect(resolve(at), at, open);
        try {
            send(channel, proxy.request(to));
            Head answer = Head.read(channel);
            String status = answer.lines().isEmpty() ? "" : answer.lines().get(0);
            if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
                throw RefusedException.unreachable("the proxy of the user does not lead to the host " + to.host());
            }
            return new Way(channel, answer.rest());
        } catch (IOException broken) {
            open.end(channel);
            throw broken;
        }
    }

    private static List<InetAddress> resolve(Authority proxy) throws RefusedException {
        try {
            return List.of(InetAddress.getAllByName(proxy.host()));
        } catch (UnknownHostException unknown) {
            throw RefusedException.unreachable("the proxy of the user, " + proxy.host() + ", is not known here");
        }
    }

    private static SocketChannel connect(List<InetAddress> addresses, Authority to, OpenChannels open)
            throws IOException {
        for (InetAddress address : addresses) {
            SocketChannel channel = SocketChannel.open();
            open.add(channel);
            try {
                channel.socket().connect(new InetSocketAddress(address, to.port()), PATIENCE_MILLIS);
                return channel;
            } catch (IOException notThere) {
                open.end(channel);
            }
        }
        throw RefusedException.unreachable("the host " + to.host() + " does not answer on port " + to.port());
    }

    /** Sends all of it, each character as a byte. */
    static void send(SocketChannel channel, String bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static boolean isHere(String host) {
        InetAddress address = HostList.address(host);
        return host.equals(LOCALHOST) || (address != null && address.isLoopbackAddress());
    }
}
