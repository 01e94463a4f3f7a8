package io.clicouncil.cli;

import io.clicouncil.cli.view.HarmlessOutput;
import io.clicouncil.redaction.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What one attempt prints, read from its files while it may still be printing: each of its channels to its own of ours. */
final class AttemptOutput implements AutoCloseable {
    private final Path folder;
    private final Part stdout;
    private final Part stderr;

    AttemptOutput(Path folder, Terminal terminal, Redaction redaction) {
        this(folder, "stdout", "stderr", terminal, redaction);
    }

    /** The same of another command that keeps its output in a folder, under these names. */
    AttemptOutput(Path folder, String stdout, String stderr, Terminal terminal, Redaction redaction) {
        this.folder = folder;
        this.stdout = new Part(folder.resolve(stdout), new HarmlessOutput(terminal.out(), redaction.lines()));
        this.stderr = new Part(folder.resolve(stderr), new HarmlessOutput(terminal.err(), redaction.lines()));
    }

    boolean isOf(Path other) {
        return folder.equals(other);
    }

    /** Prints what was added since the last call. */
    void printWhatIsNew() throws IOException {
        stdout.printWhatIsNew();
        stderr.printWhatIsNew();
    }

    @Override
    public void close() throws IOException {
        stdout.close();
        stderr.close();
    }

    /** One of its two files, which may not be there yet. */
    private static final class Part implements AutoCloseable {
        private final Path file;
        private final HarmlessOutput target;
        private @Nullable InputStream source;

        Part(Path file, HarmlessOutput target) {
            this.file = file;
            this.target = target;
        }

        void printWhatIsNew() throws IOException {
            InputStream open = source == null ? opened() : source;
            if (open != null) {
                source = open;
                open.transferTo(target);
                target.flush();
            }
        }

        private @Nullable InputStream opened() throws IOException {
            try {
                return Files.newInputStream(file);
            } catch (NoSuchFileException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            if (source != null) {
                source.close();
            }
            target.close();
        }
    }
}
