package io.clicouncil.workspace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of applying a change.
 *
 * @since 0.1
 */
public sealed interface ApplyOutcome {

    /**
     * It is in the user's branch or working tree.
     *
     * @param mode how
     * @param branch the user's branch, or null on a detached head
     * @param commit the commit that now holds it, or null where it stays uncommitted, as by {@link ApplyMode#PATCH}
     * @param already whether it was there before, so that nothing was done
     */
    record Applied(
            ApplyMode mode,
            @Nullable String branch,
            @Nullable String commit,
            boolean already) implements ApplyOutcome {
        /** What was done just now. */
        public Applied(ApplyMode mode, @Nullable String branch, @Nullable String commit) {
            this(mode, branch, commit, false);
        }

        /** Checks the parts. */
        public Applied {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /**
     * It was refused, and everything of the user is as it was.
     *
     * @param reason why, and what to do next
     */
    record Refused(String reason) implements ApplyOutcome {
        /** Checks the parts. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
