package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.RepositoryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A commit of the user's working tree as it is. Native git adds the files, to an index of our own, so that they are
 * converted as the user's own commit would convert them; it is told of single files only, so it enters no repository
 * inside. Nothing of the user changes.
 */
final class Snapshot {
    /** Where the references of runs lie that are no branches. */
    static final String REFS = "refs/council/";

    private final RunContext run;

    Snapshot(RunContext run) {
        this.run = run;
    }

    static String refsOf(RunContext run) {
        return REFS + run.runId() + "/";
    }

    /** Whether the run started from a snapshot, and {@code base} is that. */
    static boolean isBase(RunContext run, ObjectId base) throws IOException {
        @Nullable Ref ref = run.repository().getRefDatabase().exactRef(refsOf(run) + "base");
        return ref != null && base.equals(ref.getObjectId());
    }

    /** Makes it, and keeps it by a reference; answers the state as it was given where nothing is uncommitted. */
    RepositoryState of(RepositoryState state) throws IOException {
        RevCommit head = head(state);
        UserTree tree = new UserTree(run.layout(), run.settings(), run.repository());
        refuseWhatIsUnclear(tree);
        Set<GitPath> changed = tree.unlikeIndex();
        Path index = run.newFolder("snapshot").resolve("index");
        Files.write(index, tree.index().toBytes(null));
        Path root = run.layout().root();
        run.git()
                .run(
                        root,
                        index,
                        NativeGit.zeroTerminated(changed),
                        "update-index",
                        "--add",
                        "--remove",
                        "--replace",
                        "-z",
                        "--stdin");
        byte[] written = run.git().run(root, index, new byte[0], "write-tree");
        ObjectId id = ObjectId.fromString(new String(written, UTF_8).strip());
        if (id.equals(head.getTree())) {
            return state;
        }
        ObjectId commit = commit(id, head);
        keep(commit);
        return new RepositoryState(state.root(), state.commonDirectory(), state.branch(), commit.name(), List.of());
    }

    private RevCommit head(RepositoryState state) throws IOException {
        try (RevWalk walk = new RevWalk(run.repository())) {
            UserHead head = UserHead.read(run);
            if (!head.tip().name().equals(state.base())) {
                throw CouncilException.usage(
                        "Uncommitted changes belong to the commit that you are on, and the run was to"
                                + " start from another. Name no revision, or leave the changes out.");
            }
            return walk.parseCommit(head.tip());
        } catch (Refusal underWay) {
            throw new CouncilException(CouncilException.Reason.ENVIRONMENT, underWay.reason(), underWay);
        }
    }

    private static void refuseWhatIsUnclear(UserTree tree) throws IOException {
        for (IndexRow row : tree.index().rows()) {
            if (row.stage() != 0) {
                throw CouncilException.environment("`" + row.path()
                        + "` has conflicts that are not resolved, so there is nothing to start from. Resolve them.");
            }
        }
        for (GitPath path : tree.staged()) {
            @Nullable IndexRow row = tree.row(path);
            if (row != null && row.mode() == 0160000) {
                throw CouncilException.environment("The submodule " + path
                        + " is staged at another commit, and the council leaves submodules alone. Commit that first.");
            }
        }
    }

    private ObjectId commit(ObjectId tree, RevCommit head) throws IOException {
        PersonIdent who = run.settings().identity();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(head);
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage("Uncommitted changes at the beginning of the council's run " + run.runId() + "\n");
        return Branches.persistently(() -> {
            try (ObjectInserter inserter = run.repository().newObjectInserter()) {
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                return id;
            }
        });
    }

    private void keep(ObjectId commit) throws IOException {
        String name = refsOf(run) + "base";
        @Nullable Ref before = run.repository().getRefDatabase().exactRef(name);
        ObjectId from = before == null ? ObjectId.zeroId() : before.getObjectId();
        RefUpdate.Result result = Branches.replace(run.repository(), name, from, commit);
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.FAST_FORWARD) {
            throw CouncilException.environment("The reference " + name + " cannot be made (" + result + ").");
        }
    }
}
