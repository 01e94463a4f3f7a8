package io.clicouncil.worktrees;

import io.clicouncil.workspace.ChangeSize;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worktrees that somebody looks at again and again, with what was seen the last time. */
final class Glances {
    private static final int KEPT = 64;

    private final Map<Path, Glance> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Glance> eldest) {
            return size() > KEPT;
        }
    };

    /** The size of a change, or null where there is no such worktree. One look at a time. */
    synchronized @Nullable ChangeSize at(RunContext run, Path worktree) throws IOException {
        try {
            @Nullable
            LeaseRecord lease = run.workspaces().equals(worktree.getParent()) ? LeaseRecord.read(run, worktree) : null;
            if (lease == null || (!lease.whole() && Registration.find(run, worktree) == null)) {
                return null;
            }
            Glance glance = known.get(worktree);
            if (glance == null) {
                glance = Glance.at(run, lease);
                known.put(worktree, glance);
            }
            return glance.of(run, worktree, lease);
        } catch (NoSuchFileException changing) {
            // Somebody works in it; the next look may be luckier.
            return null;
        }
    }
}
