package io.clicouncil.cli;

import static org.awaitility.Awaitility.await;

import io.clicouncil.cli.live.Screen;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program in a pseudo terminal, which {@code script} of util-linux makes, and the screen that somebody would see. */
final class Pty implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ID = "\\d{8}-\\d{6}-[a-z0-9]{4}";

    private final Process process;
    private final Path name;
    private final Screen screen;
    private final StringBuilder all = new StringBuilder();
    private final Thread reader = new Thread(this::read, "pty");

    private Pty(Process process, Path name, Screen screen) {
        this.process = process;
        this.name = name;
        this.screen = screen;
        reader.setDaemon(true);
        reader.start();
    }

    /** Skips a test on a machine that has no such program. */
    static void require() throws IOException, InterruptedException {
        try {
            Process version = new ProcessBuilder("script", "--version").start();
            String words = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assumptions.assumeTrue(version.waitFor() == 0 && words.contains("util-linux"), "no script of util-linux");
        } catch (IOException missing) {
            Assumptions.abort("no script of util-linux");
        }
    }

    /** Starts a command in a window of this size. */
    static Pty start(
            Path scratch, Path directory, Map<String, String> environment, int columns, int rows, String... command)
            throws IOException {
        Path name = Files.createTempFile(scratch, "pty", "");
        String words = List.of(command).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        String shell = "stty rows " + rows + " cols " + columns + "; tty >'" + name + "'; exec " + words;
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", shell, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("SHELL", "/bin/sh");
        return new Pty(builder.start(), name, new Screen(columns, rows));
    }

    private void read() {
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] some = new char[4096];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                String text = new String(some, 0, count);
                synchronized (all) {
                    all.append(text);
                }
                screen.write(text);
            }
        } catch (IOException closed) {
            // Nobody looks at the screen any more.
        }
    }

    /** Types this. */
    void type(String text) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Changes the size of the window. */
    void resize(int columns, int rows) throws IOException, InterruptedException {
        screen.resize(columns, rows);
        String tty = Files.readString(name).strip();
        new ProcessBuilder("stty", "-F", tty, "rows", String.valueOf(rows), "cols", String.valueOf(columns))
                .start()
                .waitFor();
    }

    /** Waits until the screen shows exactly this, where what differs from run to run is masked. */
    void awaitScreen(String... lines) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> Assertions.assertThat(masked()).containsExactly(lines));
    }

    /** Waits until the screen shows this somewhere. */
    void awaitText(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> Assertions.assertThat(String.join("\n", masked())).contains(text));
    }

    /** Waits until the last line is this: a program that reads takes what is typed before only if it likes. */
    void awaitLastLine(String line) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> Assertions.assertThat(masked()).last().isEqualTo(line));
    }

    /** The screen with ids as RUN and BASE, times as T, and columns two spaces apart. */
    List<String> masked() {
        return screen.lines().stream().map(Pty::masked).toList();
    }

    /** What somebody would see. */
    Screen screen() {
        return screen;
    }

    /** A line without what differs from run to run. */
    static String masked(String line) {
        return line.replaceAll(ID, "RUN")
                .replaceAll("from [0-9a-f]{10}", "from BASE")
                .replaceAll("\\b((\\d+m )?\\d+(\\.\\d)?m?s|\\d+m)\\b", "T")
                .replaceAll("^\\d\\d:\\d\\d:\\d\\d", "NOW")
                .replaceAll(" {3,}", "  ");
    }

    /** All that was written to the terminal. */
    String written() {
        synchronized (all) {
            return all.toString();
        }
    }

    /** Waits for the end of the program and gives its exit code. */
    int exitCode() throws InterruptedException {
        Assertions.assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "it has not ended; the screen:\n" + screen.text())
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
