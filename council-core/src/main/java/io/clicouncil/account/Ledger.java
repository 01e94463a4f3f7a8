package io.clicouncil.account;

import io.clicouncil.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entries of all accounts and agents: in memory, and in a file that other processes read and write as well. The file is
 * replaced as a whole, so that a reader never sees half of it; one that is broken, or of another's making, counts as empty.
 * Where it cannot be written, the memory alone counts.
 */
final class Ledger {
    private static final String SCHEMA = "council.limits/1";
    private static final long LARGEST_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Set<StandardOpenOption> LOCK_OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final @Nullable Path file;
    private final Duration patience;
    private Map<String, Entry> memory = Map.of();

    /** Whether the memory knows what the file could not be told. */
    private boolean alone;

    /** A ledger in this file, or in memory alone. */
    Ledger(@Nullable Path file) {
        this(file, PATIENCE);
    }

    /**
     * A ledger in this file, or in memory alone.
     *
     * @param patience how long others may hold the file
     */
    Ledger(@Nullable Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** Whether others may share it, so that reading it blocks. */
    boolean shared() {
        return file != null;
    }

    /** What is in it now. */
    synchronized Map<String, Entry> read(Instant now) {
        if (file != null && !alone && Files.exists(file)) {
            memory = readFile(file);
        }
        return current(memory, now);
    }

    /**
     * Changes it; nobody else does so meanwhile. Entries that say nothing any more go by the way.
     *
     * @param step changes the entries that it is given
     * @return what the step made of it
     */
    synchronized <T> T change(Instant now, Function<Map<String, Entry>, T> step) {
        if (file != null) {
            // Two ledgers in one process: a lock of the file would not make the second wait.
            synchronized (Ledger.class) {
                try {
                    return changeFile(file, now, step);
                } catch (IOException | UncheckedIOException noFile) {
                    alone = true;
                }
            }
        }
        Map<String, Entry> entries = current(memory, now);
        T made = step.apply(entries);
        memory = Map.copyOf(entries);
        return made;
    }

    private <T> T changeFile(Path shared, Instant now, Function<Map<String, Entry>, T> step) throws IOException {
        Path folder = shared.toAbsolutePath().resolveSibling("");
        PrivateFiles.makeFolder(folder);
        Path lockFile = shared.resolveSibling(shared.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, LOCK_OPTIONS, PrivateFiles.onlyOurs("rw-------"))) {
            FileLock lock = lock(channel);
            if (lock == null) {
                throw new IOException("somebody holds the lock for long");
            }
            boolean there = Files.exists(shared);
            Map<String, Entry> before = there ? readFile(shared) : memory;
            Map<String, Entry> after = current(before, now);
            T made = step.apply(after);
            if (!there || !after.equals(before)) {
                write(shared, folder, after);
            }
            memory = Map.copyOf(after);
            alone = false;
            return made;
        }
    }

    /** Waits for a process that is between reading and writing; one that was halted there is not waited for. */
    private @Nullable FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        FileLock lock = tryLock(channel);
        while (lock == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = tryLock(channel);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static Map<String, Entry> current(Map<String, Entry> entries, Instant now) {
        Map<String, Entry> current = new LinkedHashMap<>(entries);
        current.values().removeIf(entry -> !entry.counts(now));
        return current;
    }

    private static Map<String, Entry> readFile(Path shared) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            if (Files.size(shared) <= LARGEST_BYTES) {
                JsonNode document = Json.parse(Files.readString(shared));
                if (document.path("schema").asString("").equals(SCHEMA)) {
                    for (JsonNode each : document.path("entries")) {
                        Entry entry = entry(each);
                        if (entry != null) {
                            entries.put(entry.key(), entry);
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            entries.clear();
        }
        return entries;
    }

    private static @Nullable Entry entry(JsonNode tree) {
        try {
            return Json.value(tree, Entry.class);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    private static void write(Path shared, Path folder, Map<String, Entry> entries) throws IOException {
        ObjectNode document = Json.object(SCHEMA);
        ArrayNode list = document.putArray("entries");
        entries.values().forEach(entry -> list.add(Json.tree(entry)));
        // Such files are private from the start.
        Path next = Files.createTempFile(folder, shared.getFileName().toString(), ".tmp");
        try {
            Files.writeString(next, Json.pretty(document) + "\n");
            Files.move(next, shared, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
