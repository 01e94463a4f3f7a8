package io.clicouncil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signals that end a run: the first asks it to end in good order, a second one ends the JVM at once. The JDK's own
 * class for signals is not part of its documented API, hence the reflection; a JVM without it keeps its default, which
 * is to end at once.
 */
final class Signals implements AutoCloseable {
    /** A signal and the exit code of a command that it ended. */
    enum Kind {
        INT(130),
        TERM(143),
        HUP(129);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private final AtomicReference<@Nullable Kind> first = new AtomicReference<>();
    private final Map<Kind, Object> before = new EnumMap<>(Kind.class);

    /** Which signal came first, or null where none did. */
    @Nullable
    Kind first() {
        return first.get();
    }

    /**
     * Answers signals from now on.
     *
     * @param gently done at the first signal
     * @param atOnce done at any further one
     */
    void answer(Runnable gently, Runnable atOnce) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.HUP || !ignoresHangUp()) {
                handle(kind, () -> {
                    if (first.compareAndSet(null, kind)) {
                        gently.run();
                    } else {
                        atOnce.run();
                    }
                });
            }
        }
    }

    /** Lets everybody answer signals again who did before. Closing twice is harmless. */
    @Override
    public void close() {
        before.forEach(Signals::put);
        before.clear();
    }

    /** Whether we were started by {@code nohup}, so that closing the terminal is to be survived. */
    private static boolean ignoresHangUp() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 1) == 1);
        } catch (IOException | UncheckedIOException unknown) {
            return false;
        }
    }

    private void handle(Kind kind, Runnable answer) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            answer.run();
                        }
                        return method.getReturnType() == boolean.class ? Boolean.valueOf(self == arguments[0]) : null;
                    });
            Object replaced = put(kind, proxy);
            if (replaced != null) {
                before.put(kind, replaced);
            }
        } catch (ClassNotFoundException unsupported) {
            // This JVM keeps its default answer.
        }
    }

    /** Who answered before, or null where this JVM keeps its default answer. */
    private static @Nullable Object put(Kind kind, Object answering) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            return signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(kind.name()), answering);
        } catch (ReflectiveOperationException unsupported) {
            return null;
        }
    }
}
