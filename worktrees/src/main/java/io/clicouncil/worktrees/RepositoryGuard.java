package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Watches what an agent without walls could do to the user's repository, while a run goes on: it knows how everything was
 * when the run began, looks again when an attempt has ended, says what has changed and puts it back. What it knows is in
 * memory, where no agent comes.
 *
 * <p>The user works in his repository meanwhile, and nobody can tell for certain who did what. So nothing is ever lost:
 *
 * <ul>
 *   <li>configuration, hooks, attributes, ignore rules, alternates and pointers decide what git runs, so they are put back
 *       whoever changed them; the other content stays in the run's folder, and is named. Only a branch that tracks one of
 *       another repository, which `git push -u` and `git switch` write, is let be.
 *   <li>a reference of the user's that moved or went is put back, unless the log of one of his own working trees says that
 *       it was he, or he fetched; the other commit stays as {@code refs/council/<run>/moved/…}. New ones hurt nobody and
 *       stay, unless they replace objects, or hide others by their name.
 *   <li>files of objects that went are put back where anything is missing without them, and what is still missing is said.
 * </ul>
 *
 * <p>What several agents did at the same time is said of all of them.
 */
final class RepositoryGuard {
    /** The folder in a run's own that keeps what was taken out of the repository. */
    static final String KEPT = "replaced";

    private static final String SAYS = "repository: ";

    private final RunContext run;
    private final WatchedObjects objects;
    private final List<String> found = new ArrayList<>();
    private SortedMap<Path, WatchedFile> files;
    private WatchedRefs refs;
    private UserTraces traces;

    RepositoryGuard(RunContext run) throws IOException {
        this.run = run;
        this.files = WatchList.read(run);
        this.refs = WatchedRefs.read(run);
        this.traces = UserTraces.read(run);
        this.objects = new WatchedObjects(run);
    }

    /** Looks and puts back; answers everything that was found since the run was opened, oldest first. */
    synchronized List<String> inspect() throws IOException {
        UserTraces tracesNow = UserTraces.read(run);
        UserTraces.Since user = tracesNow.since(traces);
        inspectFiles(user);
        found.addAll(objects.inspect(roots()));
        found.addAll(new RefRestoration(run, refs, user, traces).restore());
        files = WatchList.read(run);
        refs = WatchedRefs.read(run);
        traces = tracesNow;
        return List.copyOf(found);
    }

    /** What must be readable: everything that a reference named. */
    private Map<String, String> roots() {
        Map<String, String> roots = new TreeMap<>(refs.values());
        roots.values().removeIf(value -> !ObjectId.isId(value));
        return roots;
    }

    private void inspectFiles(UserTraces.Since user) throws IOException {
        SortedMap<Path, WatchedFile> now = WatchList.read(run);
        TreeSet<Path> all = new TreeSet<>(files.keySet());
        all.addAll(now.keySet());
        // What is too much goes first: a link in the place of a folder, for instance.
        for (Path file : all) {
            if (!files.containsKey(file)) {
                found.add(SAYS + name(file) + " was planted, and taken away; it is in " + keep(file));
            }
        }
        for (Map.Entry<Path, WatchedFile> file : files.entrySet()) {
            @Nullable WatchedFile there = now.get(file.getKey());
            if (!file.getValue().isLike(there) && !isTheUsers(file.getKey(), file.getValue(), there, user)) {
                putBack(file.getKey(), file.getValue());
            }
        }
    }

    private boolean isTheUsers(Path file, WatchedFile before, @Nullable WatchedFile now, UserTraces.Since user) {
        Path common = run.layout().commonDirectory();
        if (file.equals(common.resolve("shallow"))) {
            return user.fetched();
        }
        return (file.equals(common.resolve("config")) && now != null && TrackingBranches.only(before, now))
                // The user removed the working tree that it belonged to.
                || (now == null && isOfAWorktreeThatIsGone(file, before));
    }

    private boolean isOfAWorktreeThatIsGone(Path file, WatchedFile before) {
        Path entry = Folders.parentOf(file);
        WatchedFile pointer = files.getOrDefault(entry.resolve("gitdir"), before);
        return run.registry().equals(entry.getParent())
                && pointer.content() != null
                && !Files.exists(Path.of(pointer.content().strip()), LinkOption.NOFOLLOW_LINKS);
    }

    private void putBack(Path file, WatchedFile before) throws IOException {
        @Nullable Path kept = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? keep(file) : null;
        clearTheWayTo(file);
        boolean back = before.putAt(file);
        found.add(SAYS
                + name(file)
                + (kept == null ? " was deleted" : " was changed")
                + (back ? ", and put back" : ", and is too large to be put back")
                + (kept == null ? "" : "; what was there is in " + kept));
    }

    /** A file may stand where a folder was. */
    private void clearTheWayTo(Path file) throws IOException {
        for (Path above = Folders.parentOf(file); !Folders.isFolder(above); above = Folders.parentOf(above)) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
                keep(above);
            }
        }
        Folders.createParents(file);
    }

    private Path keep(Path file) throws IOException {
        return Folders.moveInto(run.directory().resolve(KEPT), file);
    }

    /** As a person knows it: from the repository where it is there, else whole. */
    private String name(Path file) {
        Path root = run.layout().root();
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }
}
