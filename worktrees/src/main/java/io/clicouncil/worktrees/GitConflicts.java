package io.clicouncil.worktrees;

import io.clicouncil.workspace.ConflictRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells where a change and the user's branch conflict. Nothing of the user changes.
 *
 * @since 0.1
 */
public final class GitConflicts {
    private final Path commonDirectory;

    /** The conflicts in the repository with this common git directory. */
    public GitConflicts(Path commonDirectory) {
        this.commonDirectory = commonDirectory;
    }

    /**
     * A path that conflicts.
     *
     * @param path relative to the repository's root
     * @param hunks the lines that both sides changed, from the top, all of them where one side deleted the file; none where
     *     it is binary or its kind differs
     * @since 0.1
     */
    public record Conflict(String path, List<Hunk> hunks) {
        /** Takes a copy. */
        public Conflict {
            Objects.requireNonNull(path, "path");
            hunks = List.copyOf(hunks);
        }
    }

    /**
     * Lines that both sides changed, each in its own way.
     *
     * @param line the number of the first of them on the user's branch, from 1
     * @param ours what the user's branch has
     * @param base what both began with
     * @param theirs what the change makes of it
     * @since 0.1
     */
    public record Hunk(int line, List<String> ours, List<String> base, List<String> theirs) {
        /** Takes copies. */
        public Hunk {
            ours = List.copyOf(ours);
            base = List.copyOf(base);
            theirs = List.copyOf(theirs);
        }
    }

    /**
     * The paths that conflict, sorted; none where the change can be applied.
     *
     * @param base the id of the commit that the change began with
     * @param commit the id of the change's commit
     * @param tip the id of the user's commit
     */
    public Mono<List<Conflict>> between(String base, String commit, String tip) {
        return Blocking.call(() -> find(base, commit, tip));
    }

    private List<Conflict> find(String base, String commit, String tip) throws IOException {
        QuietSystemReader.keepQuietAt(commonDirectory);
        try (Repository repository = Inspector.open(commonDirectory)) {
            TreeMerge merge = TreeMerge.of(
                    repository,
                    ObjectId.fromString(base),
                    ObjectId.fromString(commit),
                    ObjectId.fromString(tip),
                    ConflictRule.REFUSE);
            return merge.conflicts().stream()
                    .map(path -> new Conflict(path, hunks(merge.contents().get(path))))
                    .toList();
        }
    }

    private static List<Hunk> hunks(@Nullable MergeResult<? extends Sequence> content) {
        List<Hunk> hunks = new ArrayList<>();
        if (content != null) {
            MergeChunk ours = null;
            MergeChunk base = null;
            for (MergeChunk chunk : content) {
                switch (chunk.getConflictState()) {
                    case NO_CONFLICT -> {}
                    case FIRST_CONFLICTING_RANGE -> ours = chunk;
                    case BASE_CONFLICTING_RANGE -> base = chunk;
                    case NEXT_CONFLICTING_RANGE ->
                        hunks.add(new Hunk(
                                Objects.requireNonNull(ours).getBegin() + 1,
                                lines(content, ours),
                                lines(content, Objects.requireNonNull(base)),
                                lines(content, chunk)));
                }
            }
        }
        return hunks;
    }

    private static List<String> lines(MergeResult<? extends Sequence> content, MergeChunk chunk) {
        List<String> lines = new ArrayList<>();
        if (content.getSequences().get(chunk.getSequenceIndex()) instanceof RawText text) {
            for (int i = chunk.getBegin(); i < chunk.getEnd(); i++) {
                lines.add(text.getString(i));
            }
        }
        return lines;
    }
}
