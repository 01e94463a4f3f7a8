package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.policy.Review;
import io.clicouncil.workspace.FileChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffAlgorithm.SupportedAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.BinaryBlobException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Counts lines as {@code git diff --numstat --no-renames} does, and shows them to a review of the change. */
final class LineStatistics {
    /** Beyond this size nobody reads a difference by the line, and comparing would cost minutes. */
    private static final int LARGEST_TEXT = 16 << 20;

    /** The way of git takes steps by the lines, times those that differ; this many are a moment. */
    private static final long MOST_STEPS = 50_000_000;

    private final ObjectReader reader;
    private final Review review;

    LineStatistics(ObjectReader reader, Review review) {
        this.reader = reader;
        this.review = review;
    }

    FileChange of(GitPath path, TreeListing.@Nullable Entry before, TreeEdit after) throws IOException {
        boolean deleted = after.isDeletion();
        FileChange.Kind kind =
                before == null ? FileChange.Kind.ADDED : deleted ? FileChange.Kind.DELETED : FileChange.Kind.MODIFIED;
        @Nullable
        String target = after.isLink() ? new String(reader.open(after.id()).getBytes(), UTF_8) : null;
        try {
            RawText old = text(before == null ? 0 : before.mode(), before == null ? null : before.id());
            RawText fresh = text(after.mode(), deleted ? null : after.id());
            int insertions = 0;
            int deletions = 0;
            for (Edit edit : compare(old, fresh)) {
                insertions += edit.getLengthB();
                deletions += edit.getLengthA();
                review.removes(old.getString(edit.getBeginA(), edit.getEndA(), false));
                review.adds(
                        path.toString(),
                        edit.getBeginB() + 1,
                        fresh.getString(edit.getBeginB(), edit.getEndB(), false));
            }
            return new FileChange(path.toString(), kind, insertions, deletions, false, target);
        } catch (BinaryBlobException binary) {
            showWhole(path, after);
            return new FileChange(path.toString(), kind, 0, 0, true, target);
        }
    }

    /** As git does it by default; where too much differs for that, in a way that may find some more lines to differ. */
    private static EditList compare(RawText old, RawText fresh) {
        HistogramDiff quick = new HistogramDiff();
        quick.setFallbackAlgorithm(null);
        EditList edits = quick.diff(RawTextComparator.DEFAULT, old, fresh);
        long lines = (long) old.size() + fresh.size();
        long differing = 0;
        for (Edit edit : edits) {
            differing += (long) edit.getLengthA() + edit.getLengthB();
        }
        return lines * differing > MOST_STEPS
                ? edits
                : DiffAlgorithm.getAlgorithm(SupportedAlgorithm.MYERS).diff(RawTextComparator.DEFAULT, old, fresh);
    }

    /** A value stands in a file without lines as it does in a text. */
    private void showWhole(GitPath path, TreeEdit after) throws IOException {
        if (after.isDeletion() || FileMode.GITLINK.equals(after.mode())) {
            return;
        }
        ObjectLoader blob = reader.open(after.id());
        if (blob.getSize() <= LARGEST_TEXT) {
            review.holds(path.toString(), new String(blob.getBytes(LARGEST_TEXT), StandardCharsets.ISO_8859_1));
        }
    }

    private RawText text(int mode, @Nullable ObjectId id) throws IOException, BinaryBlobException {
        return id == null || FileMode.GITLINK.equals(mode)
                ? RawText.EMPTY_TEXT
                : RawText.load(reader.open(id), LARGEST_TEXT);
    }
}
