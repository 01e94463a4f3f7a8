package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A small disk of its own. A test that cannot have one is skipped. */
final class Tmpfs implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PAUSES = 100;

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @param folder an empty folder
     * @param options in the words of {@code mount -o}
     */
    static Tmpfs mount(Path folder, String options) throws IOException {
        String answer = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        assumeTrue(answer.isEmpty(), "cannot mount a tmpfs: " + answer);
        return new Tmpfs(folder);
    }

    Path folder() {
        return folder;
    }

    void makeReadOnly() throws IOException {
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isEmpty();
    }

    /** Fills it to the last byte. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try {
            while (true) {
                Files.write(folder.resolve("filler"), block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** Makes room again. */
    void empty() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    /** Not lazily: a file of it that is still open is to show. But another program may just be looking through it. */
    @Override
    public void close() throws IOException {
        String answer = run("umount", folder.toString());
        for (int pause = 0; !answer.isEmpty() && pause < PAUSES; pause++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = run("umount", folder.toString());
        }
        assertThat(answer).isEmpty();
    }

    /** What went wrong, or nothing. */
    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.onExit().join().exitValue();
        return exitCode == 0 ? "" : "exit code " + exitCode + " " + output;
    }
}
