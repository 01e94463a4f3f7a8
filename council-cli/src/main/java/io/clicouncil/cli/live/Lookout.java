package io.clicouncil.cli.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Looks from time to time at what the agents of a view are about, on a thread of its own. A look at a large workspace is
 * taken more seldom, so that looking never takes more than a twentieth of the time.
 */
final class Lookout {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofSeconds(3);
    private static final int SELDOM = 20;

    private final LiveView view;
    private final Glances glances;
    private final Map<Path, Long> due = new HashMap<>();

    Lookout(LiveView view, Glances glances) {
        this.view = view;
        this.glances = glances;
    }

    void start() {
        Thread thread = new Thread(this::lookOut, "council-lookout");
        thread.setDaemon(true);
        thread.start();
    }

    private void lookOut() {
        try {
            while (!view.isClosed()) {
                for (Glances.Request request : working()) {
                    glances.output(request)
                            .ifPresent(line ->
                                    view.with(board -> row(board, request).prints(line)));
                    look(request);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Glances.Request request) {
        long begin = System.nanoTime();
        if (begin < due.getOrDefault(request.workspace(), begin)) {
            return;
        }
        glances.change(request)
                .ifPresent(size -> view.with(board -> row(board, request).sees(size)));
        long end = System.nanoTime();
        due.put(request.workspace(), end + Math.max(LEAST.toNanos(), (end - begin) * SELDOM));
    }

    private List<Glances.Request> working() {
        List<Glances.Request> requests = new ArrayList<>();
        view.with(board -> {
            for (AgentRow row : board.rows()) {
                Path workspace = row.workspace();
                if (workspace != null) {
                    requests.add(
                            new Glances.Request(board.runId(), board.root(), row.name(), row.attempt(), workspace));
                }
            }
        });
        return requests;
    }

    private static AgentRow row(Board board, Glances.Request request) {
        return Objects.requireNonNull(board.row(request.agent()));
    }
}
