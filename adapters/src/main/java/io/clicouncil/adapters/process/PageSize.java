package io.clicouncil.adapters.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How large a page of memory is on this machine: 4 KiB nearly everywhere, but not on every ARM. */
final class PageSize {
    /** In bytes. */
    static final long BYTES = read();

    private static final long USUAL = 4096;
    private static final long KILO = 1024;

    private PageSize() {}

    private static long read() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps"))) {
            return lines.filter(line -> line.startsWith("KernelPageSize:"))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                    .orElse(USUAL);
        } catch (IOException | UncheckedIOException e) {
            return USUAL;
        }
    }
}
