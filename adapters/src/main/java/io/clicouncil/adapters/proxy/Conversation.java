package io.clicouncil.adapters.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** One connection of a client, from its request to the end of both directions. It blocks the thread on which it runs. */
final class Conversation implements Runnable {
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";
    /** How much of a refused request is still read, so that its sender gets to the answer. */
    private static final int COURTESY_BYTES = 1024 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel client;
    private final Rules rules;
    private final Executor threads;
    private final OpenChannels open;

    /**
     * What all of a proxy have in common.
     *
     * @param hosts who may be reached
     * @param route how
     * @param log where that is written down
     */
    record Rules(HostList hosts, Route route, AccessLog log) {}

    /**
     * A conversation.
     *
     * @param open has its channels while it goes on: who closes them, ends it
     */
    Conversation(SocketChannel client, Rules rules, Executor threads, OpenChannels open) {
        this.client = client;
        this.rules = rules;
        this.threads = threads;
        this.open = open;
    }

    @Override
    public void run() {
        open.add(client);
        try {
            Request request = Request.parse(Head.read(client));
            if (!rules.hosts().allows(request.to().host(), request.to().port())) {
                rules.log().refused(request.to());
                throw RefusedException.forbidden(notListed(request.to()));
            }
            pass(request);
        } catch (RefusedException refused) {
            answer(refused);
        } catch (IOException broken) {
            // There is nobody left to be told.
            return;
        } finally {
            open.end(client);
        }
    }

    private void pass(Request request) throws IOException {
        Route.Way way;
        try {
            way = rules.route().to(request.to(), open);
        } catch (RefusedException refused) {
            rules.log().refused(request.to());
            throw refused;
        }
        SocketChannel server = way.channel();
        AtomicLong there = new AtomicLong(request.first().length());
        AtomicLong back = new AtomicLong(way.early().length());
        try {
            if (request.tunnel()) {
                Route.send(client, OPEN);
            }
            Route.send(server, request.first());
            Route.send(client, way.early());
            both(request, server, there, back);
        } finally {
            open.end(server);
            rules.log().allowed(request.to(), there.get(), back.get());
        }
    }

    private void both(Request request, SocketChannel server, AtomicLong there, AtomicLong back) {
        CountDownLatch sent = new CountDownLatch(1);
        threads.execute(() -> {
            Relay.passOn(client, server, there);
            sent.countDown();
        });
        Relay.passOn(server, client, back);
        if (!request.tunnel()) {
            // The answer is whole; what the client may still say belongs to no request.
            open.end(client);
        }
        await(sent);
    }

    private static void await(CountDownLatch sent) {
        try {
            sent.await();
        } catch (InterruptedException notOurs) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(RefusedException refused) {
        try {
            Route.send(client, refused.response());
            client.shutdownOutput();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            for (int read = 0, left = COURTESY_BYTES; read >= 0 && left > 0; left -= read) {
                read = client.read(buffer.clear());
            }
        } catch (IOException gone) {
            // Then it will not learn why.
            return;
        }
    }

    private static String notListed(Authority to) {
        boolean usual = to.port() == 443 || to.port() == 80;
        String host = to.host().contains(":") ? "[" + to.host() + "]" : to.host();
        return "the host " + to + " is not allowed in this sandbox: add '" + (usual ? host : to)
                + "' to sandbox.network in council.yml to allow it";
    }
}
