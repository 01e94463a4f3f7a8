package io.clicouncil.adapters.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/PID/stat}.
 *
 * @param pid its id
 * @param parent its parent's id
 * @param session the id of its session
 * @param state one letter; Z and X are dead, T and t stopped
 * @param cpuTicks how long it and the children that it waited for computed, in hundredths of a second
 * @param startTicks when it started, in hundredths of a second since the machine did: with the id, its identity
 * @param pages how much memory it holds
 */
record ProcessStat(long pid, long parent, long session, char state, long cpuTicks, long startTicks, long pages) {
    private static final Path PROC = Path.of("/proc");

    // Counted from the field after the name, which is the third.
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int FIRST_CPU_TIME = 11;
    private static final int CPU_TIMES = 4;
    private static final int START = 19;
    private static final int PAGES = 21;

    /** The process of this id, or null where there is none. */
    static @Nullable ProcessStat read(long pid) {
        try {
            Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    /** Understands such a line, or returns null. Names may hold spaces and brackets. */
    static @Nullable ProcessStat parse(String line) {
        try {
            String[] fields =
                    line.substring(line.lastIndexOf(')') + 2).stripTrailing().split(" ", -1);
            long cpuTicks = 0;
            for (int field = FIRST_CPU_TIME; field < FIRST_CPU_TIME + CPU_TIMES; field++) {
                cpuTicks += Long.parseLong(fields[field]);
            }
            return new ProcessStat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[SESSION]),
                    fields[STATE].charAt(0),
                    cpuTicks,
                    Long.parseLong(fields[START]),
                    Long.parseLong(fields[PAGES]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether it runs no more; a zombie only waits for its parent to notice. */
    boolean dead() {
        return state == 'Z' || state == 'X';
    }

    /** Whether somebody stopped it. */
    boolean stopped() {
        return state == 'T' || state == 't';
    }
}
