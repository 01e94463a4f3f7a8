package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The branch that holds a captured change. Making it moves no head and writes no log. */
final class CouncilBranch {
    private final RunContext run;
    private final String shortName;
    private final String name;

    /**
     * A branch that need not be there.
     *
     * @param shortName its name without {@code refs/heads/}
     */
    CouncilBranch(RunContext run, String shortName) {
        this.run = run;
        this.shortName = shortName;
        this.name = Branches.HEADS + shortName;
        if (!Repository.isValidRefName(name)) {
            throw CouncilException.usage("`" + shortName + "` is no name for a branch.");
        }
    }

    /** The branch's commit, if it is exactly what would be made of these parts now; else null. */
    @Nullable
    ObjectId holding(ObjectId tree, ObjectId base, String message) throws IOException {
        @Nullable Ref branch = isOurs() ? run.repository().getRefDatabase().exactRef(name) : null;
        if (branch == null || branch.isSymbolic()) {
            return null;
        }
        try (RevWalk walk = new RevWalk(run.repository())) {
            RevCommit commit = walk.parseCommit(branch.getObjectId());
            boolean same = commit.getTree().equals(tree)
                    && commit.getParentCount() == 1
                    && commit.getParent(0).equals(base)
                    && commit.getFullMessage().equals(message);
            return same ? commit.copy() : null;
        }
    }

    /**
     * Makes the branch, or moves it where it is one of this run.
     *
     * @param before the branches that were there before the agent began; one of its making that is in the way goes
     */
    void put(ObjectId commit, Set<String> before) throws IOException {
        ObjectId from = ObjectId.zeroId();
        for (Ref other : run.repository().getRefDatabase().getRefsByPrefix(Branches.HEADS)) {
            boolean same = other.getName().equals(name);
            boolean inTheWay = same
                    || name.startsWith(other.getName() + "/")
                    || other.getName().startsWith(name + "/");
            if (same && isOurs() && !other.isSymbolic()) {
                from = other.getObjectId();
            } else if (inTheWay && !before.contains(other.getName())) {
                Branches.delete(run.repository(), other);
            }
        }
        RefUpdate.Result result = Branches.replace(run.repository(), name, from, commit);
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.FAST_FORWARD) {
            throw CouncilException.environment("The branch " + shortName + " cannot be made (" + result
                    + "): there is one of that name already, or one that leaves no room for it.");
        }
    }

    /** Whether nothing of the user's can be of that name. */
    private boolean isOurs() {
        return shortName.startsWith("council/" + run.runId() + "/");
    }
}
