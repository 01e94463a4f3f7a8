package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an apply that is under way, and what is done about one that a crash cut off: undone where the user's
 * branch has not moved, completed where it has.
 */
final class Interruption {
    private static final String FOLDER = "apply";

    private final RunContext run;

    private Interruption(RunContext run) {
        this.run = run;
    }

    static Interruption of(RunContext run) {
        return new Interruption(run);
    }

    /** Whether a run, by its state folder, is in the middle of an apply or was cut off there. */
    static boolean isPending(Path directory) {
        return Folders.isFolder(directory.resolve(FOLDER));
    }

    /** Where the plan is while it is carried out. */
    Path plan() {
        return folder().resolve("plan");
    }

    /** The plan that was carried out last, or null. */
    @Nullable
    ApplyPlan applied() throws IOException {
        return read(record());
    }

    private Path record() {
        return run.directory().resolve("applied");
    }

    private @Nullable ApplyPlan read(Path file) throws IOException {
        @Nullable ApplyPlan plan = ApplyPlan.read(file);
        if (plan == null) {
            return null;
        }
        Path gitDirectory = present(plan.gitDirectory());
        boolean inside = plan.gitDirectory().equals(plan.root().resolve(".git"));
        return plan.at(inside ? Folders.parentOf(gitDirectory) : plan.root(), gitDirectory);
    }

    /** Where a git directory of this repository is now: the repository may have been moved since, or be a copy. */
    private Path present(Path gitDirectory) {
        Path common = run.layout().commonDirectory();
        if (gitDirectory.startsWith(common)) {
            return gitDirectory;
        }
        Path linked = run.registry().resolve(gitDirectory.getFileName());
        boolean wasLinked =
                Folders.parentOf(gitDirectory).endsWith(run.registry().getFileName());
        return wasLinked && Folders.isFolder(linked) ? linked : common;
    }

    /** Where the user's files are meanwhile. */
    Path saved() {
        return folder().resolve("saved");
    }

    private Path folder() {
        return run.directory().resolve(FOLDER);
    }

    private Path where() {
        return folder().resolve("where");
    }

    /** Says in which working tree an apply begins. */
    void begin() throws IOException {
        Folders.replace(where(), run.layout().gitDirectory().toString().getBytes(UTF_8));
    }

    /** Says that the plan was carried out. */
    void done() throws IOException {
        Files.move(plan(), record(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Says that what the plan had begun was taken back. */
    void forget() throws IOException {
        Files.deleteIfExists(plan());
    }

    /** Nothing is under way any more, unless it could neither be carried out nor taken back. */
    void endIfSettled() throws IOException {
        if (!Files.exists(plan())) {
            end();
        }
    }

    private void end() throws IOException {
        Folders.delete(folder());
    }

    /**
     * Undoes or completes what was cut off, if anything was.
     *
     * @return what was done, for a person
     */
    List<String> settle() throws IOException {
        if (!isPending(run.directory())) {
            return List.of();
        }
        FileLocks.Held alone = FileLocks.lock(run.places().applyLock());
        try {
            @Nullable ApplyPlan plan = read(plan());
            if (plan != null) {
                return List.of(isApplied(plan) ? complete(plan) : undo(plan));
            }
            @Nullable String gitDirectory = Folders.readShort(where());
            if (gitDirectory != null) {
                IndexLock.release(present(Path.of(gitDirectory)), run.runId());
            }
            end();
            return List.of("Removed the traces of an apply that had not begun or was complete.");
        } finally {
            alone.close();
        }
    }

    private String complete(ApplyPlan plan) throws IOException {
        boolean index = IndexLock.complete(plan.gitDirectory(), run.runId());
        if (plan.logLine() != null && !isLogged(plan)) {
            Reflog.append(plan.gitDirectory(), plan.logLine());
        }
        done();
        end();
        return "Completed an apply that was cut off: your branch is at " + nameOf(plan.result())
                + (index ? "." : ", but your index was changed meanwhile: `git reset` brings it there.");
    }

    private static boolean isLogged(ApplyPlan plan) throws IOException {
        @Nullable String log = Folders.readShort(plan.gitDirectory().resolve("logs/HEAD"));
        return log != null && log.contains(" " + nameOf(plan.result()) + " ");
    }

    private String undo(ApplyPlan plan) throws IOException {
        FileSwap swap = new FileSwap(plan.root(), saved(), plan.exchange());
        List<GitPath> left = swap.undo();
        String said = "Undid an apply that was cut off: your files in " + plan.root() + " are as they were";
        if (!left.isEmpty()) {
            Path kept = Folders.moveInto(run.directory(), saved());
            said += ", but for " + left.stream().map(GitPath::toString).collect(Collectors.joining(", "))
                    + ", changed since and left alone; what was there before is in " + kept;
        }
        deleteLock(plan.gitDirectory().resolve("HEAD.lock"), plan);
        if (plan.branch() != null) {
            deleteLock(run.layout().commonDirectory().resolve(plan.branch() + ".lock"), plan);
        }
        IndexLock.release(plan.gitDirectory(), run.runId());
        end();
        return said + ".";
    }

    /** A lock with the id in it that only this apply could have written is this apply's. */
    private static void deleteLock(Path lock, ApplyPlan plan) throws IOException {
        @Nullable String content = Folders.readShort(lock);
        if (content != null && content.strip().equals(nameOf(plan.result()))) {
            Files.deleteIfExists(lock);
        }
    }

    private static String nameOf(@Nullable ObjectId id) {
        return id == null ? "nothing" : id.name();
    }

    /** Whether the user's branch holds the result of a plan: at its tip, or below what came on top since. */
    boolean isApplied(ApplyPlan plan) throws IOException {
        @Nullable ObjectId now = tip(plan);
        if (plan.result() == null || now == null) {
            return false;
        }
        try (RevWalk walk = new RevWalk(run.repository())) {
            return walk.isMergedInto(walk.parseCommit(plan.result()), walk.parseCommit(now));
        } catch (MissingObjectException gone) {
            return false;
        }
    }

    private @Nullable ObjectId tip(ApplyPlan plan) throws IOException {
        if (plan.branch() != null) {
            @Nullable Ref branch = run.repository().getRefDatabase().exactRef(plan.branch());
            return branch == null ? null : branch.getObjectId();
        }
        @Nullable String head = Folders.readShort(plan.gitDirectory().resolve("HEAD"));
        return head != null && ObjectId.isId(head.strip()) ? ObjectId.fromString(head.strip()) : null;
    }
}
