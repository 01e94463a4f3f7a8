package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** The branch that holds a captured change. Making it moves no head and writes no log. */
final class CouncilBranch {
    private final RunContext run;

    CouncilBranch(RunContext run) {
        this.run = run;
    }

    /**
     * Makes the branch.
     *
     * @param shortName its name without {@code refs/heads/}
     * @param before the branches that were there before the agent began; one of its making that is in the way goes
     */
    void create(String shortName, ObjectId commit, Set<String> before) throws IOException {
        String name = Branches.HEADS + shortName;
        if (!Repository.isValidRefName(name)) {
            throw CouncilException.usage("`" + shortName + "` is no name for a branch.");
        }
        for (Ref other : run.repository().getRefDatabase().getRefsByPrefix(Branches.HEADS)) {
            boolean inTheWay = other.getName().equals(name)
                    || name.startsWith(other.getName() + "/")
                    || other.getName().startsWith(name + "/");
            if (inTheWay && !before.contains(other.getName())) {
                Branches.delete(run.repository(), other);
            }
        }
        RefUpdate.Result result = Branches.create(run.repository(), name, commit);
        if (result != RefUpdate.Result.NEW) {
            throw CouncilException.environment("The branch " + shortName + " cannot be made (" + result
                    + "): there is one of that name already, or one that leaves no room for it.");
        }
    }
}
