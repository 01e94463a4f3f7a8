package io.clicouncil.adapters.acp;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The standard input of an agent: a named pipe that only its owner may use. It is opened for reading as well, so that
 * neither side waits for the other to open it. Lines are written on a thread of their own: an agent that reads slowly, or
 * not at all, holds nobody else. When we are gone, however that comes, the agent sees the end of its input.
 */
final class InputPipe implements AutoCloseable {
    private static final String NAME = "stdin";
    private static final Map<String, String> SYSTEM = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    /** What may wait to be read by the agent; one that asks on and on without reading answers gets no more. */
    private static final long MOST_WAITING_CHARACTERS = 64L << 20;

    private final Path path;
    private final FileChannel channel;
    private final AtomicLong waiting = new AtomicLong();
    private final Scheduler writer = Schedulers.newSingle("acp-input", true);

    private InputPipe(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Where it is, or will be. */
    static Path in(Path files) {
        return files.resolve(NAME);
    }

    /** Makes it, in place of one that a council before us left. */
    static Mono<CommandResult> make(CommandRunner commands, Path files, StopSignal stop) {
        Path path = in(files);
        CommandSpec spec = new CommandSpec(
                List.of("mkfifo", "-m", "600", path.toString()),
                files,
                SYSTEM,
                null,
                files.resolve("mkfifo.stdout"),
                files.resolve("mkfifo.stderr"),
                CommandLimits.time(LONG_ENOUGH),
                stop);
        return Mono.fromCallable(() -> Files.deleteIfExists(path))
                .flatMapMany(deleted -> commands.run(spec))
                .ofType(CommandEvent.Ended.class)
                .map(CommandEvent.Ended::result)
                .next();
    }

    /** Opens the one that was made. */
    static InputPipe open(Path files) throws IOException {
        Path path = in(files);
        return new InputPipe(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    Path path() {
        return path;
    }

    /** Writes a line, some time soon. */
    void send(String line) {
        if (waiting.addAndGet(line.length()) <= MOST_WAITING_CHARACTERS) {
            later(() -> {
                write(line + "\n");
                waiting.addAndGet(-line.length());
            });
        }
    }

    /** The agent sees the end of its input when it has read what was sent. */
    void end() {
        later(this::closeChannel);
    }

    /** Takes it away at once, with whatever is still to be read. */
    @Override
    public void close() {
        closeChannel();
        writer.dispose();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes with the folder of the attempt.
            return;
        }
    }

    private void later(Runnable task) {
        try {
            writer.schedule(task);
        } catch (RejectedExecutionException e) {
            // It is closed: nobody reads any more.
            return;
        }
    }

    private void write(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // It was closed meanwhile; how the agent ends is told by its process.
            return;
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is lost: what is written is with the agent.
            return;
        }
    }
}
