package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the user leaves behind when he works in his own working trees: lines in the logs of their heads, and what his
 * fetches bring. An agent's git writes into the log of the agent's worktree instead, so a branch that moved with a line in
 * one of the user's logs was moved by him. Whoever sets out to deceive can write such a line as well; what he gains is
 * that the branch stays where he put it.
 *
 * @param lines the logs of the heads of the user's working trees, by administrative folder
 * @param fetches what is known of the file that a fetch from there writes
 */
record UserTraces(Map<Path, Set<String>> lines, Map<Path, FileStat> fetches) {

    UserTraces {
        lines = Map.copyOf(lines);
        fetches = Map.copyOf(fetches);
    }

    static UserTraces read(RunContext run) throws IOException {
        Map<Path, Set<String>> lines = new HashMap<>();
        Map<Path, FileStat> fetches = new HashMap<>();
        Set<Path> folders = new TreeSet<>(WatchList.usersDirectories(run));
        folders.add(run.layout().gitDirectory());
        for (Path folder : folders) {
            Path log = folder.resolve("logs/HEAD");
            if (Files.isRegularFile(log)) {
                lines.put(folder, new HashSet<>(Files.readAllLines(log, ISO_8859_1)));
            }
            @Nullable FileStat fetched = FileStat.ofExisting(folder.resolve("FETCH_HEAD"));
            if (fetched != null) {
                fetches.put(folder, fetched);
            }
        }
        return new UserTraces(lines, fetches);
    }

    /** What came since. */
    Since since(UserTraces before) {
        Map<Path, List<String>> fresh = new HashMap<>();
        lines.forEach((folder, all) -> fresh.put(
                folder,
                all.stream()
                        .filter(line ->
                                !before.lines.getOrDefault(folder, Set.of()).contains(line))
                        .toList()));
        return new Since(fresh, !fetches.equals(before.fetches));
    }

    /**
     * What the user did meanwhile.
     *
     * @param lines new lines, by administrative folder
     * @param fetched whether he fetched
     */
    record Since(Map<Path, List<String>> lines, boolean fetched) {

        /** Whether he moved a reference, or deleted it where {@code now} is null. */
        boolean explains(String name, @Nullable String now) {
            boolean fetchable =
                    name.startsWith("refs/remotes/") || name.startsWith("refs/tags/") || name.startsWith("refs/notes/");
            return (fetched && fetchable)
                    || lines.values().stream()
                            .flatMap(List::stream)
                            .anyMatch(line -> now == null
                                    ? line.contains("renamed " + name + " to ")
                                    : line.startsWith(now + " ", 41));
        }

        /** Whether he moved the head of the working tree that this folder belongs to. */
        boolean explainsHead(Path folder) {
            return !lines.getOrDefault(folder, List.of()).isEmpty();
        }
    }
}
