package io.clicouncil.adapters.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process a supervisor is, in words that no other process of this machine can fit: a process id alone comes again.
 *
 * @param pid its process id
 * @param startTicks when it started
 * @param boot which start of the machine that counts from
 * @param job its job, which its argument list names
 */
record SupervisorId(long pid, long startTicks, String boot, String job) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int LINES = 2;

    /** Reads what a supervisor wrote of itself before it did anything else; empty where that is not whole. */
    static Optional<SupervisorId> parse(String text, String job) {
        String[] lines = text.split("\n", -1);
        // Some shells write line by line.
        ProcessStat stat = lines.length <= LINES ? null : ProcessStat.parse(lines[0]);
        return stat == null
                ? Optional.empty()
                : Optional.of(new SupervisorId(stat.pid(), stat.startTicks(), lines[1], job));
    }

    /** Whether it runs. */
    boolean alive() {
        ProcessStat now = ProcessStat.read(pid);
        return now != null
                && now.startTicks() == startTicks
                && !now.dead()
                && boot.equals(text(BOOT))
                && String.valueOf(text(Path.of("/proc", Long.toString(pid), "cmdline")))
                        .contains(job);
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
