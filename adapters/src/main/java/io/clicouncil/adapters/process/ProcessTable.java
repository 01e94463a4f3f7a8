package io.clicouncil.adapters.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The living processes of this machine at one moment. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private final Map<Long, ProcessStat> processes = new HashMap<>();
    private final Map<Long, List<ProcessStat>> children = new HashMap<>();

    private ProcessTable() {}

    /** Looks at all of them once. Where there is no {@code /proc} it sees nobody. */
    static ProcessTable read() {
        ProcessTable table = new ProcessTable();
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(name -> ProcessStat.read(Long.parseLong(name)))
                    .forEach(table::add);
        } catch (IOException | UncheckedIOException e) {
            return table;
        }
        return table;
    }

    private void add(@Nullable ProcessStat process) {
        if (process != null && !process.dead()) {
            processes.put(process.pid(), process);
            children.computeIfAbsent(process.parent(), parent -> new ArrayList<>())
                    .add(process);
        }
    }

    /**
     * The tree that a supervisor holds, without the supervisor and its helpers: those are in its session, and the command
     * is in one of its own.
     */
    List<ProcessStat> heldBy(SupervisorId supervisor) {
        ProcessStat root = processes.get(supervisor.pid());
        List<ProcessStat> held = new ArrayList<>();
        if (root != null && root.startTicks() == supervisor.startTicks()) {
            Deque<ProcessStat> open = new ArrayDeque<>(List.of(root));
            while (!open.isEmpty()) {
                ProcessStat next = open.remove();
                open.addAll(children.getOrDefault(next.pid(), List.of()));
                if (next.session() != root.session()) {
                    held.add(next);
                }
            }
        }
        return held;
    }
}
