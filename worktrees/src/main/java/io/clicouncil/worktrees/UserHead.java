package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.fault.KillPoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The head of the user's working tree.
 *
 * @param branch the branch that it is on, in full, or null where it is detached
 * @param tip the commit that it names
 */
record UserHead(RunContext run, @Nullable String branch, ObjectId tip) {
    private static final Map<String, String> UNDER_WAY = Map.of(
            "MERGE_HEAD", "merge",
            "CHERRY_PICK_HEAD", "cherry-pick",
            "REVERT_HEAD", "revert",
            "rebase-merge", "rebase",
            "rebase-apply", "rebase");

    static UserHead read(RunContext run) throws IOException, Refusal {
        Path gitDirectory = run.layout().gitDirectory();
        for (Map.Entry<String, String> operation : UNDER_WAY.entrySet()) {
            if (Files.exists(gitDirectory.resolve(operation.getKey()))) {
                throw new Refusal("A " + operation.getValue() + " is under way in "
                        + run.layout().root() + ". Finish it, or end it with `git " + operation.getValue()
                        + " --abort`.");
            }
        }
        @Nullable String branch = Registration.branchOf(gitDirectory);
        if (branch == null) {
            String text = Files.readString(gitDirectory.resolve("HEAD"), UTF_8).strip();
            return new UserHead(run, null, ObjectId.fromString(text));
        }
        @Nullable Ref ref = run.repository().getRefDatabase().exactRef(branch);
        if (ref == null || ref.getObjectId() == null) {
            throw new Refusal(
                    "The branch that you are on has no commit yet. Switch to the one that the run started from.");
        }
        return new UserHead(run, branch, ref.getObjectId());
    }

    /** The branch as people call it, or null. */
    @Nullable
    String shortBranch() {
        return shortName(branch);
    }

    /** A branch's full name as people say it. */
    static @Nullable String shortName(@Nullable String branch) {
        return branch != null && branch.startsWith(Branches.HEADS) ? branch.substring(Branches.HEADS.length()) : branch;
    }

    /** Moves it, if it is still where it was read; the files are somebody else's business. */
    void moveTo(ObjectId commit, String reason) throws IOException, Refusal {
        if (branch != null) {
            move(tip, commit, run.settings().identity(), reason);
        } else {
            moveDetached(commit);
        }
        KillPoint.pass("branch-moved");
        @Nullable String line = logLine(commit, reason);
        if (line != null) {
            Reflog.append(run.layout().gitDirectory(), line);
        }
    }

    /** What moving it to {@code commit} adds to its log, or null where none is kept. */
    @Nullable
    String logLine(ObjectId commit, String reason) {
        return logsUpdates() ? Reflog.line(tip, commit, run.settings().identity(), reason) : null;
    }

    /** Moves it back after {@link #moveTo}, because what was to follow failed. */
    void moveBack(ObjectId from) throws IOException, Refusal {
        PersonIdent who = run.settings().identity();
        String reason = "council: taken back";
        if (branch != null) {
            move(from, tip, who, reason);
        } else {
            new UserHead(run, null, from).moveDetached(tip);
        }
        if (logsUpdates()) {
            Reflog.append(run.layout().gitDirectory(), Reflog.line(from, tip, who, reason));
        }
    }

    private void move(ObjectId from, ObjectId to, PersonIdent who, String reason) throws IOException, Refusal {
        RefUpdate.Result result =
                Branches.move(run.repository(), Objects.requireNonNull(branch), from, to, who, reason);
        if (result != RefUpdate.Result.FAST_FORWARD && result != RefUpdate.Result.FORCED) {
            throw new Refusal(
                    "The branch " + shortBranch() + " moved just now, or is locked (" + result + "). Try again.");
        }
    }

    private void moveDetached(ObjectId commit) throws IOException, Refusal {
        Path head = run.layout().gitDirectory().resolve("HEAD");
        Path lock = run.layout().gitDirectory().resolve("HEAD.lock");
        try {
            Files.write(lock, (commit.name() + "\n").getBytes(UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException locked) {
            throw new Refusal("Another git command is at work (" + lock + " exists). Try again when it has ended.");
        }
        if (!Files.readString(head, UTF_8).strip().equals(tip.name())) {
            Files.delete(lock);
            throw new Refusal("The head moved just now. Try again.");
        }
        Files.move(lock, head, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean logsUpdates() {
        String wanted = run.settings().word("core", "logAllRefUpdates");
        return wanted.isEmpty() ? !run.settings().flag("core", "bare", false) : !wanted.equals("false");
    }
}
