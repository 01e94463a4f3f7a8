package io.clicouncil.adapters;

import io.clicouncil.cost.Usage;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a real program printed, and how it must be understood: a folder with an INDEX.tsv. */
final class Recordings {
    private final Path folder;

    Recordings(String name) {
        this.folder = Path.of("src/test/resources", name);
    }

    /**
     * A row of the index.
     *
     * @param verdict what a person said that happened
     * @param transientFailure whether it passes by itself, in that person's view
     * @param kind how it must be understood, or null for a success
     */
    record Recording(
            Path folder,
            String name,
            int exitCode,
            String verdict,
            boolean transientFailure,
            @Nullable FailureKind kind,
            @Nullable String model,
            @Nullable BigDecimal cost,
            Usage usage) {

        private static Recording of(Path folder, String row) {
            String[] cells = row.split("\t", -1);
            return new Recording(
                    folder,
                    cells[0],
                    Integer.parseInt(cells[1]),
                    cells[2],
                    cells[3].equals("yes"),
                    cells[4].equals("-") ? null : FailureKind.valueOf(cells[4]),
                    cells[5].equals("-") ? null : cells[5],
                    cells[6].equals("-") ? null : new BigDecimal(cells[6]),
                    new Usage(tokens(cells[7]), tokens(cells[8]), tokens(cells[9]), tokens(cells[10])));
        }

        String stdout() throws IOException {
            return Files.readString(folder.resolve(name + ".stdout"));
        }

        String stderr() throws IOException {
            Path file = folder.resolve(name + ".stderr");
            return Files.exists(file) ? Files.readString(file) : "";
        }

        private static @Nullable Long tokens(String cell) {
            return cell.equals("-") ? null : Long.valueOf(cell);
        }

        @Override
        public String toString() {
            return folder.getFileName() + "/" + name;
        }
    }

    Stream<Recording> all() throws IOException {
        return Files.readAllLines(folder.resolve("INDEX.tsv")).stream().skip(1).map(row -> Recording.of(folder, row));
    }

    /** One of them, without its index. */
    List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".stdout"));
    }

    /** The names of the files, which the index must name each. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".stdout"))
                    .map(name -> name.replace(".stdout", ""))
                    .toList();
        }
    }
}
