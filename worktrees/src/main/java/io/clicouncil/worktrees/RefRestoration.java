package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.jspecify.annotations.Nullable;

/** Puts references back to where they were, but for what the user did himself. No log is written. */
final class RefRestoration {
    private static final String STASH = "refs/stash";
    private static final Set<RefUpdate.Result> DONE = Set.of(
            RefUpdate.Result.NEW, RefUpdate.Result.FORCED, RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.NO_CHANGE);

    private final RunContext run;
    private final Path common;
    private final WatchedRefs before;
    private final UserTraces.Since user;
    private final UserTraces known;
    private final List<String> found = new ArrayList<>();

    /**
     * A restoration.
     *
     * @param before how they were
     * @param user what the user did since
     * @param known which of his working trees keep a log at all
     */
    RefRestoration(RunContext run, WatchedRefs before, UserTraces.Since user, UserTraces known) {
        this.run = run;
        this.common = run.layout().commonDirectory();
        this.before = before;
        this.user = user;
        this.known = known;
    }

    /** Does it, and says what was done, a sentence each. */
    List<String> restore() throws IOException {
        Folders.make(common.resolve("refs"));
        WatchedRefs now = WatchedRefs.read(run);
        if (!now.sound()) {
            keep(common.resolve("packed-refs"));
            if (before.packed() != null) {
                write(common.resolve("packed-refs"), before.packed());
            }
            found.add("repository: .git/packed-refs was no list of references any more, and was put back");
            now = WatchedRefs.read(run);
        }
        for (Map.Entry<String, String> ref : now.values().entrySet()) {
            if (!before.values().containsKey(ref.getKey()) && isWatched(ref.getKey())) {
                inspectNew(ref.getKey(), ref.getValue());
            }
        }
        for (Map.Entry<String, String> ref : before.values().entrySet()) {
            @Nullable String value = now.values().get(ref.getKey());
            if (!ref.getValue().equals(value) && isWatched(ref.getKey())) {
                inspectChanged(ref.getKey(), ref.getValue(), value, now);
            }
        }
        return found;
    }

    /** Not those of councils that are at work: of this one, and of those whose lock is held. */
    private boolean isWatched(String name) throws IOException {
        String[] parts = name.split("/", 5);
        boolean councils = parts.length > 3
                && parts[0].equals("refs")
                && (parts[1].equals("council") || (parts[1].equals("heads") && parts[2].equals("council")));
        String runId = !councils ? "" : parts[1].equals("council") ? parts[2] : parts[3];
        return !councils
                || (Places.isRunId(runId)
                        && !runId.equals(run.runId())
                        && !FileLocks.isHeld(run.places().lock(runId)));
    }

    /** New ones stay, unless they change what others mean. */
    private void inspectNew(String name, String value) throws IOException {
        boolean remoteHead = name.startsWith("refs/remotes/") && name.endsWith("/HEAD");
        boolean odd = !ObjectId.isId(value) && !remoteHead;
        boolean hides = name.startsWith("refs/replace/") || (hidesAnother(name) && !user.explains(name, value));
        if (WatchedRefs.isHead(name) || !(odd || hides)) {
            return;
        }
        String kept = setAside(name, value);
        String done = delete(name, value) ? ", and taken away" : ", and cannot be taken away: it is locked";
        found.add("repository: " + name + " was planted" + done + kept);
    }

    private boolean hidesAnother(String name) {
        String shortName = name.replaceFirst("^refs/(heads/|tags/)?", "");
        return shortName.equals("HEAD")
                || (before.values().containsKey("refs/heads/" + shortName) && !name.startsWith("refs/heads/"))
                || (before.values().containsKey("refs/tags/" + shortName) && !name.startsWith("refs/tags/"));
    }

    private void inspectChanged(String name, String was, @Nullable String is, WatchedRefs now) throws IOException {
        if (WatchedRefs.isHead(name)) {
            inspectHead(name, was, is);
            return;
        }
        boolean grown = name.equals(STASH) && is != null && now.stash().startsWith(before.stash());
        if (grown || user.explains(name, is)) {
            return;
        }
        String what = "repository: " + name + (is == null ? " was deleted" : " was moved");
        if (known.lines().isEmpty()) {
            found.add(what + "; it was at " + was + ". This repository keeps no log that could tell who did it, so it"
                    + " was left so");
            return;
        }
        String kept = is == null ? "" : setAside(name, is);
        String done = putBack(name, was, is) ? ", and put back" : ", and cannot be put back to " + was;
        if (name.equals(STASH)) {
            write(common.resolve("logs/refs/stash"), before.stash());
        }
        found.add(what + done + kept);
    }

    private void inspectHead(String name, String was, @Nullable String is) throws IOException {
        Path file = common.resolve(name);
        Path folder = Folders.parentOf(file);
        boolean gone = is == null && !Folders.isFolder(folder);
        if (gone) {
            found.add("repository: the working tree " + folder.getFileName() + " was removed");
        } else if (!user.explainsHead(folder) && known.lines().containsKey(folder)) {
            Folders.delete(file);
            write(file, was + "\n");
            found.add("repository: the head of a working tree, " + file + ", was changed"
                    + (is == null ? "" : " to " + shown(is)) + ", and put back");
        }
    }

    /** Keeps the commit that a reference should not name, and says where. */
    private String setAside(String name, String value) throws IOException {
        String place = Snapshot.refsOf(run) + "moved/" + name.substring("refs/".length());
        if (!ObjectId.isId(value)) {
            return "; it was " + shown(value);
        }
        ObjectId id = ObjectId.fromString(value);
        for (int n = 1; n <= 9; n++) {
            String free = n == 1 ? place : place + "+" + n;
            if (DONE.contains(Branches.replace(run.repository(), free, ObjectId.zeroId(), id))) {
                return "; that commit is kept as " + free;
            }
        }
        return "; it was " + value;
    }

    private boolean delete(String name, String value) throws IOException {
        clear(name, value);
        @Nullable Ref ref = run.repository().getRefDatabase().exactRef(name);
        if (ref != null) {
            Branches.delete(run.repository(), ref);
        }
        return run.repository().getRefDatabase().exactRef(name) == null;
    }

    private boolean putBack(String name, String was, @Nullable String is) throws IOException {
        clear(name, is);
        if (!ObjectId.isId(was)) {
            write(common.resolve(name), was + "\n");
            return true;
        }
        @Nullable Ref ref = run.repository().getRefDatabase().exactRef(name);
        @Nullable ObjectId packed = ref == null ? null : ref.getObjectId();
        ObjectId from =
                is != null && ObjectId.isId(is) ? ObjectId.fromString(is) : packed == null ? ObjectId.zeroId() : packed;
        return DONE.contains(Branches.replace(run.repository(), name, from, ObjectId.fromString(was)));
    }

    /** What is no plain reference goes as a file, and so does a folder in its place. */
    private void clear(String name, @Nullable String value) throws IOException {
        Path file = common.resolve(name);
        boolean plain = value != null && ObjectId.isId(value);
        if (!plain && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            keep(file);
        }
    }

    private void keep(Path file) throws IOException {
        Folders.moveInto(run.directory().resolve(RepositoryGuard.KEPT), file);
    }

    /** With the permissions that git gives its files here: those of the configuration, which is always there. */
    private void write(Path file, String content) throws IOException {
        Folders.replace(file, content.getBytes(ISO_8859_1));
        int mode = FileStat.of(common.resolve("config")).mode() & 0666;
        Files.setAttribute(file, "unix:mode", mode);
    }

    private static String shown(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "…";
    }
}
