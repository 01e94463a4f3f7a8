package io.clicouncil.adapters.process;

import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.FluxSink;

/**
 * Hands the events of one command to its subscriber, one for each that was asked for. It reads no further than that, so
 * nothing piles up; while the files have nothing new it looks again after a while, the longer the quieter they are.
 */
final class OutputPump {
    private static final long SHORTEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final FluxSink<CommandEvent> sink;
    private final CommandThreads threads;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile CommandEvent.@Nullable Started started;
    private volatile @Nullable CommandResult result;
    private volatile long firstLineNanos;
    private volatile boolean hurried;

    // Only whoever drains touches these.
    private @Nullable LineReader stdout;
    private @Nullable LineReader stderr;
    private Channel turn = Channel.STDERR;
    private boolean startedTold;
    private boolean told;
    private long pauseMillis = SHORTEST_PAUSE_MILLIS;
    private @Nullable Disposable nextLook;

    OutputPump(FluxSink<CommandEvent> sink, CommandThreads threads) {
        this.sink = sink;
        this.threads = threads;
    }

    /** These files will hold its output. */
    void open(Path out, Path err) throws IOException {
        stdout = new LineReader(out);
        stderr = new LineReader(err);
    }

    /** Somebody wants the command to end, and waits for it. */
    void hurry() {
        hurried = true;
        wake();
    }

    /** The command runs. */
    void started(CommandEvent.Started event) {
        started = event;
        wake();
    }

    /** When the first line was read, by {@link System#nanoTime()}; 0 where none was. */
    long firstLineNanos() {
        return firstLineNanos;
    }

    /** The command is over: nothing is added to its files any more. */
    void ended(CommandResult how) {
        result = how;
        wake();
    }

    /** There is more demand, more to read, or nobody listens any more. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            threads.work(this::drain);
        }
    }

    private void drain() {
        int seen = wakes.get();
        do {
            emit();
            seen = wakes.addAndGet(-seen);
        } while (seen != 0);
    }

    private void emit() {
        if (nextLook != null) {
            nextLook.dispose();
            nextLook = null;
        }
        while (!told && !sink.isCancelled() && sink.requestedFromDownstream() > 0) {
            CommandEvent event = next();
            if (event == null) {
                lookAgain();
                return;
            }
            pauseMillis = SHORTEST_PAUSE_MILLIS;
            if (firstLineNanos == 0 && event instanceof CommandEvent.Line) {
                firstLineNanos = System.nanoTime();
            }
            sink.next(event);
            if (event instanceof CommandEvent.Ended) {
                told = true;
                sink.complete();
            }
        }
        if (told || sink.isCancelled()) {
            PrivateFiles.close(stdout);
            PrivateFiles.close(stderr);
        }
    }

    private @Nullable CommandEvent next() {
        // Looked at before the files are: if it is there, they are complete.
        CommandResult over = result;
        CommandEvent.Started begun = started;
        if (begun == null && over == null) {
            return null;
        }
        if (begun != null && !startedTold) {
            startedTold = true;
            return begun;
        }
        CommandEvent line = line();
        if (line != null || over == null) {
            return line;
        }
        CommandEvent rest = rest();
        return rest == null ? new CommandEvent.Ended(over) : rest;
    }

    /** A line of either file: what was read of one of them first, then a look at the other. */
    private @Nullable CommandEvent line() {
        LineReader current = reader(turn);
        if (current == null || !current.holdsMore()) {
            turn = other(turn);
        }
        CommandEvent line = line(turn);
        if (line == null) {
            turn = other(turn);
            line = line(turn);
        }
        return line;
    }

    private @Nullable CommandEvent line(Channel channel) {
        LineReader reader = reader(channel);
        if (reader == null) {
            return null;
        }
        if (hurried) {
            reader.hurry();
        }
        try {
            return event(channel, reader.next());
        } catch (IOException e) {
            // A file that can no longer be read has no more lines; how the command ended is told all the same.
            return null;
        }
    }

    private @Nullable LineReader reader(Channel channel) {
        return channel == Channel.STDOUT ? stdout : stderr;
    }

    private static Channel other(Channel channel) {
        return channel == Channel.STDOUT ? Channel.STDERR : Channel.STDOUT;
    }

    private @Nullable CommandEvent rest() {
        CommandEvent rest = event(Channel.STDOUT, stdout == null ? null : stdout.rest());
        return rest == null ? event(Channel.STDERR, stderr == null ? null : stderr.rest()) : rest;
    }

    private static @Nullable CommandEvent event(Channel channel, @Nullable String text) {
        return text == null ? null : new CommandEvent.Line(channel, text);
    }

    private void lookAgain() {
        if (started != null && result == null) {
            nextLook = threads.after(pauseMillis, TimeUnit.MILLISECONDS, this::wake);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
    }
}
