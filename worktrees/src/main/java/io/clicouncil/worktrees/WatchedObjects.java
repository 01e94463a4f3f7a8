package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files that hold the repository's objects, each with a second name in the run's folder: that costs no space, and one
 * whose first name is deleted can be put back. Files are looked at by name, size and time only. One that git itself made
 * superfluous stays away: then every object is still found elsewhere.
 */
final class WatchedObjects {
    private final RunContext run;
    private final Path objects;
    private final Path links;
    private final Map<String, FileStat> known = new HashMap<>();

    WatchedObjects(RunContext run) throws IOException {
        this.run = run;
        this.objects = run.layout().commonDirectory().resolve("objects");
        this.links = run.newFolder("objects");
        remember(list());
    }

    private Map<String, FileStat> list() throws IOException {
        Map<String, FileStat> files = new HashMap<>();
        for (Path folder : Folders.list(objects)) {
            String name = String.valueOf(folder.getFileName());
            if (name.length() == 2 || name.equals("pack")) {
                for (Path file : Folders.list(folder)) {
                    String child = name + "/" + file.getFileName();
                    FileStat stat =
                            child.contains("tmp_") || child.endsWith(".lock") ? null : FileStat.ofExisting(file);
                    if (stat != null && stat.isRegular()) {
                        files.put(child, stat);
                    }
                }
            }
        }
        return files;
    }

    private void remember(Map<String, FileStat> now) throws IOException {
        for (String gone : known.keySet()) {
            if (!now.containsKey(gone)) {
                Files.deleteIfExists(links.resolve(gone));
            }
        }
        now.forEach((name, stat) -> {
            if (!known.containsKey(name)) {
                link(name);
            }
        });
        known.clear();
        known.putAll(now);
    }

    private void link(String name) {
        try {
            Path link = links.resolve(name);
            Files.createDirectories(Folders.parentOf(link));
            Files.createLink(link, objects.resolve(name));
        } catch (IOException | UnsupportedOperationException noSecondName) {
            // On a file system without such links, or another one, what is deleted is said and not put back.
            return;
        }
    }

    /**
     * Looks for files that are gone or damaged, and puts them back where something is missing without them.
     *
     * @param roots what must be readable, by name
     * @return what was found, for a person
     */
    List<String> inspect(Map<String, String> roots) throws IOException {
        Map<String, FileStat> now = list();
        TreeSet<String> gone = new TreeSet<>(known.keySet());
        gone.removeAll(now.keySet());
        TreeSet<String> damaged = new TreeSet<>();
        for (Map.Entry<String, FileStat> file : new TreeMap<>(now).entrySet()) {
            @Nullable FileStat before = known.get(file.getKey());
            if (before != null
                    && !isSame(before, file.getValue())
                    && !ObjectFiles.isSound(objects.resolve(file.getKey()))) {
                damaged.add(file.getKey());
            }
        }
        List<String> found = gone.isEmpty() && damaged.isEmpty() ? List.of() : mend(gone, damaged, now, roots);
        remember(list());
        return found;
    }

    private static boolean isSame(FileStat before, FileStat now) {
        return before.size() == now.size()
                && before.inode() == now.inode()
                && before.modified().equals(now.modified());
    }

    private List<String> mend(
            Set<String> gone, Set<String> damaged, Map<String, FileStat> now, Map<String, String> roots)
            throws IOException {
        boolean repacked = now.keySet().stream().anyMatch(name -> name.endsWith(".pack") && !known.containsKey(name));
        List<String> found = new ArrayList<>();
        // Where nothing was packed anew, nobody tidied up.
        boolean wanted = !gone.isEmpty() && (!repacked || ObjectFiles.missing(run, roots) != null);
        int back = wanted ? putBack(gone) : 0;
        for (String name : damaged) {
            Path file = objects.resolve(name);
            Folders.moveInto(run.directory().resolve(RepositoryGuard.KEPT), file);
            back += putBack(Set.of(name));
        }
        if (back > 0) {
            found.add("repository: " + back + " files of git objects were deleted or damaged, and put back");
        }
        if (wanted || !damaged.isEmpty()) {
            @Nullable String missing = ObjectFiles.missing(run, roots);
            if (missing != null) {
                found.add("repository: git objects are lost: " + missing
                        + "; `git fsck --full` lists them, and a clone or a backup may still have them");
            }
        }
        return found;
    }

    private int putBack(Set<String> names) throws IOException {
        int back = 0;
        for (String name : names) {
            Path link = links.resolve(name);
            if (Files.isRegularFile(link) && ObjectFiles.isSound(link)) {
                Path file = objects.resolve(name);
                Folders.createParents(file);
                Files.createLink(file, link);
                back++;
            }
        }
        return back;
    }
}
