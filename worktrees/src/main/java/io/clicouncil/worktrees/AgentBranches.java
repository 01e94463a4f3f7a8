package io.clicouncil.worktrees;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The branches that an agent switched its workspace to: they go with it. What the workspace says of them is only a hint,
 * since the agent could have written it; a branch is spared if it was there before, if any other working tree is on it,
 * or if it is one of the council's.
 */
final class AgentBranches {
    private static final Pattern SWITCH = Pattern.compile("\tcheckout: moving from .* to (\\S+)$");

    private final RunContext run;

    AgentBranches(RunContext run) {
        this.run = run;
    }

    /** Deletes those that were made from this worktree since {@code before} was noted. */
    void delete(Registration worktree, Set<String> before) throws IOException {
        Set<String> candidates = hints(worktree);
        candidates.removeIf(name -> before.contains(name) || name.startsWith(Branches.HEADS + "council/"));
        if (candidates.isEmpty()) {
            return;
        }
        candidates.removeAll(Branches.checkedOut(run, worktree.folder()));
        for (String name : candidates) {
            Ref branch = run.repository().getRefDatabase().exactRef(name);
            if (branch != null && branch.getObjectId() != null) {
                Branches.delete(run.repository(), branch);
            }
        }
    }

    private static Set<String> hints(Registration worktree) throws IOException {
        Set<String> names = new HashSet<>();
        @Nullable String head = worktree.branchOfHead();
        if (head != null) {
            names.add(head);
        }
        @Nullable String log = Folders.readShort(worktree.folder().resolve("logs/HEAD"));
        for (String line : log == null ? List.<String>of() : log.lines().toList()) {
            Matcher switched = SWITCH.matcher(line);
            if (switched.find() && !ObjectId.isId(switched.group(1))) {
                names.add(Branches.HEADS + switched.group(1));
            }
        }
        names.removeIf(name -> !Repository.isValidRefName(name) || !name.startsWith(Branches.HEADS));
        return names;
    }
}
