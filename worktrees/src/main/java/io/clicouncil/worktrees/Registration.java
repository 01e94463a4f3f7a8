package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.fault.KillPoint;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A linked worktree's entry in the repository. It is made aside and published by one rename, so no reader ever sees half
 * of it; that is what native {@code git worktree add} lacks when several run at once.
 *
 * @param worktree the working tree
 * @param folder the administrative folder that belongs to it
 */
record Registration(Path worktree, Path folder) {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int PAUSES = 50;
    private static final int GC_PAUSES = 500;
    private static final Pattern GC_HOLDER = Pattern.compile("(\\d{1,18}) ");
    private static final String GITDIR = "gitdir: ";
    private static final String LOCKED = "cli-council run ";

    /** Registers a worktree with a detached head; its files are there already. */
    static Registration publish(RunContext run, Path worktree, ObjectId commit, byte[] index) throws IOException {
        Path staged = stage(run, worktree, commit, index);
        for (int n = 1; ; n++) {
            Path folder = run.registry().resolve(prefix(run) + worktree.getFileName() + (n == 1 ? "" : "+" + n));
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            writePointer(worktree, folder);
            if (rename(staged, folder)) {
                return new Registration(worktree, folder);
            }
        }
    }

    private static String prefix(RunContext run) {
        return "council-" + run.runId() + "-";
    }

    /**
     * The entry of a worktree of the run, or null. What agents could have written is not enough to find one: the entry's
     * name has to agree.
     */
    static @Nullable Registration find(RunContext run, Path worktree) throws IOException {
        @Nullable Registration byName = null;
        for (Path folder : all(run.registry())) {
            if (!isOf(run, folder)) {
                continue;
            }
            @Nullable String pointer = worktreeOf(folder);
            if (pointer != null && pointer.equals(worktree.resolve(".git").toString())) {
                return new Registration(worktree, folder);
            }
            if (folder.endsWith(prefix(run) + worktree.getFileName())) {
                byName = new Registration(worktree, folder);
            }
        }
        return byName;
    }

    /**
     * The folder that holds the worktrees of a run. Where the repository was moved since they were made, or the user chose
     * another place for worktrees, that is not where they would be made now; a copy of a repository has no part in the
     * worktrees of the original.
     */
    static Path workspaces(Places places, String runId, Path registry) throws IOException {
        Path usual = places.worktrees(runId);
        if (Folders.isFolder(usual)) {
            return usual;
        }
        for (Path entry : all(registry)) {
            @Nullable String pointer = runId.equals(runOf(entry)) ? worktreeOf(entry) : null;
            Path worktree = pointer == null ? usual : Folders.parentOf(Path.of(pointer));
            Path folder = Folders.parentOf(worktree);
            if (folder.endsWith(runId) && Folders.isFolder(worktree) && names(worktree, entry)) {
                return folder;
            }
        }
        return usual;
    }

    /** Whether a worktree names this entry, or one that is not there any more. */
    private static boolean names(Path worktree, Path entry) throws IOException {
        @Nullable String pointer = Folders.readShort(worktree.resolve(".git"));
        if (pointer == null || !pointer.startsWith(GITDIR)) {
            return false;
        }
        Path named = Path.of(pointer.substring(GITDIR.length()).strip());
        return named.equals(entry) || !Files.exists(named);
    }

    /** Makes a worktree that names another entry, or none, name this one. */
    void repair() throws IOException {
        if (!(GITDIR + folder + "\n").equals(Folders.readShort(worktree.resolve(".git")))) {
            writePointer(worktree, folder);
        }
    }

    /** Whether an entry of the registry is one of the run's. */
    static boolean isOf(RunContext run, Path folder) throws IOException {
        @Nullable String pointer = worktreeOf(folder);
        return String.valueOf(folder.getFileName()).startsWith(prefix(run))
                && (run.runId().equals(runOf(folder))
                        || (pointer != null && pointer.startsWith(run.workspaces() + "/")));
    }

    /** The run that an entry says that it belongs to, or null. */
    static @Nullable String runOf(Path folder) throws IOException {
        @Nullable String locked = Folders.readShort(folder.resolve("locked"));
        return locked != null && locked.startsWith(LOCKED)
                ? locked.substring(LOCKED.length()).strip()
                : null;
    }

    /** Makes the entry anew under the same name; nothing that was in it stays. */
    void republish(RunContext run, ObjectId commit, byte[] index) throws IOException {
        Path staged = stage(run, worktree, commit, index);
        withdraw(run);
        KillPoint.pass("while-registered-anew");
        writePointer(worktree, folder);
        if (!rename(staged, folder)) {
            throw new IOException("somebody else registered a worktree as " + folder);
        }
    }

    /** Takes the entry out of the repository; from then on it is no worktree. */
    void withdraw(RunContext run) throws IOException {
        awaitNativeGit(run);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Folders.moveInto(run.stage(), folder);
            } catch (NoSuchFileException removed) {
                // By the user, just now.
            }
        }
    }

    /**
     * Gives a {@code git gc} its moment, which fails over an entry that vanishes while it looks at all of them; a lock left
     * behind is not waited for.
     */
    private void awaitNativeGit(RunContext run) throws IOException {
        List<Path> locks = List.of(folder.resolve("HEAD.lock"), folder.resolve("logs/HEAD.lock"));
        for (int i = 0; i < PAUSES && locks.stream().anyMatch(Files::exists); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        for (int i = 0; i < GC_PAUSES && isCollecting(run); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean isCollecting(RunContext run) throws IOException {
        @Nullable
        String holder = Folders.readShort(run.layout().commonDirectory().resolve("gc.pid"));
        Matcher pid = GC_HOLDER.matcher(holder == null ? "" : holder);
        return pid.lookingAt() && ProcessHandle.of(Long.parseLong(pid.group(1))).isPresent();
    }

    private static boolean rename(Path staged, Path folder) throws IOException {
        while (true) {
            Folders.createParents(folder);
            try {
                Files.move(staged, folder, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (DirectoryNotEmptyException | FileAlreadyExistsException taken) {
                return false;
            } catch (NoSuchFileException registryGone) {
                // Git removes the registry with the last worktree in it; whoever comes next makes it again.
                if (!Files.exists(staged)) {
                    throw registryGone;
                }
            }
        }
    }

    private static Path stage(RunContext run, Path worktree, ObjectId commit, byte[] index) throws IOException {
        Path staged = run.newFolder("worktree");
        Files.write(staged.resolve("index"), index);
        write(staged.resolve("HEAD"), commit.name());
        write(staged.resolve("commondir"), "../..");
        // Older versions of git take only the absolute form.
        write(staged.resolve("gitdir"), worktree.resolve(".git").toString());
        // It keeps the user's `prune`, `remove` and `gc` off while the run goes on.
        write(staged.resolve("locked"), LOCKED + run.runId());
        copyWorktreeSettings(run, staged);
        return staged;
    }

    /** Git lets a new worktree inherit what the one it is made from has set for itself. */
    private static void copyWorktreeSettings(RunContext run, Path staged) throws IOException {
        Path own = run.layout().gitDirectory().resolve("config.worktree");
        if (!run.settings().flag("extensions", "worktreeConfig", false) || !Files.isRegularFile(own)) {
            return;
        }
        Config config = new Config();
        try {
            config.fromText(Files.readString(own, UTF_8));
        } catch (ConfigInvalidException invalid) {
            throw new IOException(own + " cannot be read", invalid);
        }
        config.unset("core", null, "bare");
        config.unset("core", null, "worktree");
        Files.writeString(staged.resolve("config.worktree"), config.toText(), UTF_8);
    }

    private static void write(Path file, String line) throws IOException {
        Files.write(file, (line + "\n").getBytes(UTF_8));
    }

    private static void writePointer(Path worktree, Path folder) throws IOException {
        Path pointer = worktree.resolve(".git");
        Folders.delete(pointer);
        write(pointer, GITDIR + folder);
    }

    /** Whether {@code folder} says of itself that it is registered in {@code registry}. */
    static boolean isLinkedFrom(Path registry, Path folder) throws IOException {
        @Nullable String pointer = Folders.readShort(folder.resolve(".git"));
        return pointer != null && pointer.startsWith(GITDIR + registry + "/");
    }

    /** The branch that the worktree's head names, in full, or null: as somebody wrote it there, for what it is worth. */
    @Nullable
    String branchOfHead() throws IOException {
        return branchOf(folder);
    }

    /** The same for any administrative folder. */
    static @Nullable String branchOf(Path folder) throws IOException {
        @Nullable String head = Folders.readShort(folder.resolve("HEAD"));
        return head != null && head.startsWith("ref: ") ? head.substring(5).strip() : null;
    }

    /** The worktree that an administrative folder says that it belongs to, or null. */
    static @Nullable String worktreeOf(Path folder) throws IOException {
        @Nullable String pointer = Folders.readShort(folder.resolve("gitdir"));
        return pointer == null ? null : pointer.strip();
    }

    /** Every entry in the repository's registry. */
    static List<Path> all(Path registry) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(registry)) {
            entries.forEach(folders::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return folders;
    }
}
