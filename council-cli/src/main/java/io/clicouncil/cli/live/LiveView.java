package io.clicouncil.cli.live;

import io.clicouncil.cli.view.RunView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.event.CouncilEvent;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run as rows that are painted again as it goes on, at most eight times a second and only when they have changed. What is
 * worth keeping stays above them. It gives the terminal back when it is closed, and when the JVM ends without that.
 */
public final class LiveView implements RunView {
    private static final long PAUSE_MILLIS = 125;

    private final Board board = new Board();
    private final List<String> above = new ArrayList<>();
    private final Region region;
    private final BoardPainter painter;
    private final News news;
    private final Clock clock;
    private final Supplier<Window> window;
    private final Thread timer = new Thread(this::paintAgainAndAgain, "council-live-view");
    private final Thread rescue = new Thread(this::end, "council-live-view-rescue");
    private List<String> painted = List.of();
    private @Nullable Window paintedIn;
    private boolean closed;

    /**
     * A view that is painted only when it is told to.
     *
     * @param hint what a key does, shown where there is room
     * @param window the size of the window now
     */
    LiveView(PrintStream out, Style style, String hint, Clock clock, Supplier<Window> window) {
        this.region = new Region(out);
        this.painter = new BoardPainter(style, hint);
        this.news = new News(style);
        this.clock = clock;
        this.window = window;
    }

    /**
     * Begins to paint.
     *
     * @param out standard error, which is a terminal
     * @param hint what a key does, shown where there is room; may be empty
     * @param glances looks into workspaces and output
     * @return the view; empty where nobody can tell how large the window is
     */
    public static Optional<RunView> open(PrintStream out, Style style, String hint, Glances glances) {
        return StderrWindow.open().map(window -> {
            LiveView view = new LiveView(out, style, hint, Clock.systemUTC(), window);
            view.start(glances);
            return view;
        });
    }

    private void start(Glances glances) {
        Runtime.getRuntime().addShutdownHook(rescue);
        timer.setDaemon(true);
        timer.start();
        new Lookout(this, glances).start();
    }

    @Override
    public synchronized void accept(CouncilEvent event) {
        board.accept(event);
        String line = news.of(event);
        if (line != null) {
            above.add(line);
        }
    }

    @Override
    public synchronized void recall(List<CouncilEvent> past) {
        past.forEach(board::accept);
    }

    @Override
    public synchronized void say(String line) {
        above.add(line);
    }

    /** Does something with how the run stands, while nobody else does. */
    synchronized void with(Consumer<Board> work) {
        work.accept(board);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Paints what has changed since the last time, if anything has. */
    synchronized void paint() {
        if (closed) {
            return;
        }
        Window now = window.get();
        List<String> lines = painter.lines(board, clock.instant(), now);
        boolean moved = paintedIn != null && !now.equals(paintedIn);
        if (moved || !above.isEmpty() || !lines.equals(painted)) {
            region.paint(above, lines, moved);
            above.clear();
            painted = lines;
            paintedIn = now;
        }
    }

    private void paintAgainAndAgain() {
        try {
            while (!isClosed()) {
                paint();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        timer.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(rescue);
        } catch (IllegalStateException ending) {
            // The JVM ends already, and this is what it does.
        }
    }

    private synchronized void end() {
        if (!closed) {
            paint();
            closed = true;
            region.close();
        }
    }
}
