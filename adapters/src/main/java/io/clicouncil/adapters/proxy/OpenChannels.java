package io.clicouncil.adapters.proxy;

import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The channels of a proxy that are in use. Closing one lets go whoever waits for it. */
final class OpenChannels {
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** Takes one in; behind the end it is closed at once. */
    void add(SocketChannel channel) {
        open.add(channel);
        if (over) {
            end(channel);
        }
    }

    /** Closes one. */
    void end(SocketChannel channel) {
        Relay.close(channel);
        open.remove(channel);
    }

    /** Closes all, also those that come later. */
    void end() {
        over = true;
        open.forEach(this::end);
    }
}
