package io.clicouncil.cli.live;

import java.util.Optional;
import java.util.function.Supplier;
import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineNativeLoader;
import org.jspecify.annotations.Nullable;

/** The window behind standard error, as the kernel says. Asking it writes nothing to the terminal and reads nothing from it. */
final class StderrWindow implements Supplier<Window> {
    private static final int STDERR = 2;

    private Window last;

    private StderrWindow(Window first) {
        this.last = first;
    }

    /** The window; empty where standard error is no terminal, or nobody can tell. */
    static Optional<Supplier<Window>> open() {
        try {
            JLineNativeLoader.initialize();
            return Optional.ofNullable(ask()).map(StderrWindow::new);
        } catch (RuntimeException | LinkageError noLibraryForThisMachine) {
            return Optional.empty();
        }
    }

    @Override
    public Window get() {
        Window now = ask();
        last = now == null ? last : now;
        return last;
    }

    private static @Nullable Window ask() {
        CLibrary.WinSize size = new CLibrary.WinSize();
        boolean known = CLibrary.ioctl(STDERR, CLibrary.TIOCGWINSZ, size) == 0;
        int columns = Short.toUnsignedInt(size.ws_col);
        int rows = Short.toUnsignedInt(size.ws_row);
        return known && columns > 0 && rows > 0 ? new Window(columns, rows) : null;
    }
}
