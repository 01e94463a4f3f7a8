package io.clicouncil.worktrees;

import io.clicouncil.workspace.ChangeSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.BinaryBlobException;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * How much of one worktree has changed so far, as far as that is cheap to say. What a file was like at the last look is
 * remembered, so only what has changed since is read again, and not more than some megabytes at a time.
 */
final class Glance {
    private static final int LARGEST_TEXT = 1 << 20;
    private static final long MOST_BYTES = 16L << 20;

    private final TreeListing tree;
    private final IgnoreRules ignored;
    private final Map<GitPath, Seen> seen = new HashMap<>();

    /** What became of a file, and what it was like when that was found out. */
    private record Seen(FileStat stat, boolean changed, int insertions, int deletions) {}

    private Glance(TreeListing tree, IgnoreRules ignored) {
        this.tree = tree;
        this.ignored = ignored;
    }

    /** Reads what a worktree was made from. */
    static Glance at(RunContext run, LeaseRecord lease) throws IOException {
        try (ObjectReader reader = run.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            TreeListing tree =
                    TreeListing.read(reader, walk.parseCommit(lease.commit()).getTree());
            return new Glance(tree, IgnoreRules.of(tree, reader, IgnoreRules.general(run.layout(), run.settings())));
        }
    }

    /** Looks. */
    ChangeSize of(RunContext run, Path root, LeaseRecord lease) throws IOException {
        WorktreeScan.Result found = WorktreeScan.scan(root, known(run, root, lease));
        List<WorktreeScan.Found> files = new ArrayList<>(found.here());
        files.addAll(found.unknown());
        int changed = 0;
        int insertions = 0;
        int deletions = 0;
        long bytes = 0;
        try (ObjectReader reader = run.repository().newObjectReader()) {
            for (WorktreeScan.Found file : files) {
                Seen before = seen.get(file.path());
                if (before == null || !before.stat().equals(file.stat())) {
                    bytes += file.stat().size();
                    if (bytes > MOST_BYTES) {
                        continue;
                    }
                    before = compared(file, lease, reader);
                    seen.put(file.path(), before);
                }
                changed += before.changed() ? 1 : 0;
                insertions += before.insertions();
                deletions += before.deletions();
            }
            for (int position : found.missing()) {
                TreeListing.Entry entry = tree.entry(position);
                if (!TreeEdit.DELETION.equals(lease.settled().get(entry.path()))) {
                    changed++;
                    deletions += lines(text(entry, reader));
                }
            }
        }
        return new ChangeSize(changed, insertions, deletions);
    }

    private Seen compared(WorktreeScan.Found file, LeaseRecord lease, ObjectReader reader) throws IOException {
        TreeListing.@Nullable Entry entry = tree.find(file.path());
        @Nullable TreeEdit settled = lease.settled().get(file.path());
        boolean link = file.stat().isLink();
        if (!link && !file.stat().isRegular()) {
            return new Seen(file.stat(), entry != null, 0, 0);
        }
        if (settled != null && Blobs.idOf(file).equals(settled.id())) {
            return new Seen(file.stat(), false, 0, 0);
        }
        if (entry != null && entry.isLink() == link && Blobs.idOf(file).equals(entry.id())) {
            boolean same = link || entry.isExecutable() == file.stat().isExecutable();
            return new Seen(file.stat(), !same, 0, 0);
        }
        @Nullable RawText old = entry == null ? RawText.EMPTY_TEXT : text(entry, reader);
        @Nullable RawText fresh = link ? null : text(file);
        if (old == null || fresh == null) {
            return new Seen(file.stat(), true, 0, 0);
        }
        int insertions = 0;
        int deletions = 0;
        for (Edit edit : new HistogramDiff().diff(RawTextComparator.DEFAULT, old, fresh)) {
            insertions += edit.getLengthB();
            deletions += edit.getLengthA();
        }
        return new Seen(file.stat(), true, insertions, deletions);
    }

    private static int lines(@Nullable RawText text) {
        return text == null ? 0 : text.size();
    }

    private static @Nullable RawText text(TreeListing.Entry entry, ObjectReader reader) throws IOException {
        if (!entry.isRegular()) {
            return null;
        }
        try {
            return RawText.load(reader.open(entry.id()), LARGEST_TEXT);
        } catch (BinaryBlobException noText) {
            return null;
        }
    }

    private static @Nullable RawText text(WorktreeScan.Found file) throws IOException {
        try (InputStream in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST_TEXT + 1);
            return content.length > LARGEST_TEXT || RawText.isBinary(content) ? null : new RawText(content);
        }
    }

    /**
     * What the scan compares with. The worktree's index only saves reading: a row that is not of the commit itself, or not
     * like the file, counts for nothing.
     */
    private WorktreeScan.Known known(RunContext run, Path root, LeaseRecord lease) throws IOException {
        @Nullable IndexRow[] rows = new IndexRow[tree.size()];
        @Nullable Registration registration = Registration.find(run, root);
        long written = 0;
        if (registration != null) {
            Path index = registration.folder().resolve("index");
            written = Files.exists(index)
                    ? Files.getLastModifiedTime(index).toInstant().getEpochSecond()
                    : 0;
            for (IndexRow row : GitIndex.read(index).rows()) {
                @Nullable Integer position = tree.position(row.path());
                if (position != null
                        && row.mode() == tree.entry(position).mode()
                        && row.id().equals(tree.entry(position).id())) {
                    rows[position] = row;
                }
            }
        }
        return new Known(run.registry(), lease, rows, written);
    }

    private final class Known implements WorktreeScan.Known {
        private final Path registry;
        private final LeaseRecord lease;
        private final @Nullable IndexRow[] rows;
        private final long written;

        Known(Path registry, LeaseRecord lease, @Nullable IndexRow[] rows, long written) {
            this.registry = registry;
            this.lease = lease;
            this.rows = rows;
            this.written = written;
        }

        @Override
        public int size() {
            return tree.size();
        }

        @Override
        public @Nullable Integer position(GitPath path) {
            return tree.position(path);
        }

        @Override
        public boolean isFolder(GitPath path) {
            return tree.isFolder(path);
        }

        @Override
        public boolean isSubmodule(int position) {
            return tree.entry(position).isSubmodule();
        }

        @Override
        public boolean isUnchanged(int position, FileStat file) {
            @Nullable IndexRow row = rows[position];
            return row != null
                    && file.isLink() == tree.entry(position).isLink()
                    && (file.isLink()
                            || file.isExecutable() == tree.entry(position).isExecutable())
                    && row.describes(file, written);
        }

        @Override
        public boolean isWorktree(Path folder) throws IOException {
            return Registration.isLinkedFrom(registry, folder);
        }

        @Override
        public boolean ignores(GitPath path, boolean folder) {
            return lease.provides(path) || ignored.ignores(path, folder);
        }
    }
}
