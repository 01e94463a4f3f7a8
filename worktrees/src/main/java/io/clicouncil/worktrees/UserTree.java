package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The user's own working tree with its index, as it was found. Reading it changes neither; native {@code git status} would
 * refresh the index.
 */
final class UserTree implements WorktreeScan.Known {
    private final RepositoryLayout layout;
    private final Settings settings;
    private final Repository repository;
    private final GitIndex index;
    private final Instant indexWritten;
    private final Map<GitPath, Integer> positions = new HashMap<>();
    private final Set<GitPath> folders = new HashSet<>();
    private final IgnoreRules ignored;

    UserTree(RepositoryLayout layout, Settings settings, Repository repository) throws IOException {
        this.layout = layout;
        this.settings = settings;
        this.repository = repository;
        Path file = layout.gitDirectory().resolve("index");
        // The time first: if somebody writes in between, the rows only look older than they are.
        this.indexWritten = timeOf(file);
        this.index = read(file);
        folders.add(GitPath.ROOT);
        for (int i = 0; i < index.rows().size(); i++) {
            GitPath path = index.rows().get(i).path();
            positions.put(path, i);
            for (GitPath folder = path.parent(); folder != null && folders.add(folder); ) {
                folder = folder.parent();
            }
        }
        this.ignored = IgnoreRules.of(layout.root(), folders, IgnoreRules.general(layout, settings));
    }

    private static GitIndex read(Path file) throws IOException {
        try {
            return GitIndex.read(file);
        } catch (GitIndex.UnsupportedIndexException unsupported) {
            throw new CouncilException(
                    Reason.ENVIRONMENT,
                    "The index of this working tree cannot be read: " + unsupported.getMessage()
                            + ". `git update-index --no-split-index` writes it in the usual form.",
                    unsupported);
        }
    }

    private static Instant timeOf(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException none) {
            return Instant.EPOCH;
        }
    }

    Path root() {
        return layout.root();
    }

    GitIndex index() {
        return index;
    }

    Instant indexWritten() {
        return indexWritten;
    }

    @Nullable
    IndexRow row(GitPath path) {
        Integer position = positions.get(path);
        return position == null ? null : index.rows().get(position);
    }

    /** The paths that differ from the commit of the head: staged, changed, new; at most {@code limit} of them. */
    List<String> uncommitted(int limit) throws IOException {
        Set<GitPath> dirty = new TreeSet<>(staged());
        WorktreeScan.Result found = WorktreeScan.scan(layout.root(), this);
        for (int position : found.missing()) {
            if (!index.rows().get(position).isHidden()) {
                dirty.add(index.rows().get(position).path());
            }
        }
        for (WorktreeScan.Found file : found.here()) {
            if (dirty.size() < limit && differs(file)) {
                dirty.add(file.path());
            }
        }
        Set<String> names = new TreeSet<>();
        dirty.forEach(path -> names.add(path.toString()));
        found.unknown().forEach(file -> names.add(topmost(file.path())));
        found.refused().stream()
                .filter(path -> row(path) == null)
                .forEach(path -> names.add(topmost(path.child(new byte[0]))));
        return names.stream().limit(limit).toList();
    }

    /** The paths whose files differ, or may differ, from their rows, and those that are new; no submodules. */
    Set<GitPath> unlikeIndex() throws IOException {
        WorktreeScan.Result found = WorktreeScan.scan(layout.root(), this);
        Set<GitPath> paths = new TreeSet<>();
        for (int position : found.missing()) {
            IndexRow row = index.rows().get(position);
            if (!row.isHidden() && row.mode() != 0160000) {
                paths.add(row.path());
            }
        }
        found.here().stream()
                .filter(file -> file.stat().isRegular() || file.stat().isLink())
                .forEach(file -> paths.add(file.path()));
        found.unknown().forEach(file -> paths.add(file.path()));
        return paths;
    }

    /** The paths whose rows differ from the commit of the head. */
    Set<GitPath> staged() throws IOException {
        Set<GitPath> differing = new HashSet<>();
        @Nullable ObjectId head = repository.resolve(Constants.HEAD + "^{tree}");
        if (head == null) {
            index.rows().forEach(row -> differing.add(row.path()));
            return differing;
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeListing tree = TreeListing.read(reader, head);
            for (IndexRow row : index.rows()) {
                TreeListing.@Nullable Entry entry = tree.find(row.path());
                if (entry == null || entry.mode() != row.mode() || !entry.id().equals(row.id())) {
                    differing.add(row.path());
                }
            }
            for (TreeListing.Entry entry : tree.entries()) {
                if (!positions.containsKey(entry.path())) {
                    differing.add(entry.path());
                }
            }
        }
        return differing;
    }

    private boolean differs(WorktreeScan.Found file) throws IOException {
        IndexRow row = Objects.requireNonNull(row(file.path()));
        if (!sameKind(row.mode(), file.stat())) {
            return true;
        }
        // A converted file is never equal to its blob; where all but the second of writing speaks for it, believe that.
        return !row.describes(file.stat(), Long.MAX_VALUE) && !Blobs.idOf(file).equals(row.id());
    }

    /** Whether a file is of the kind that {@code mode} says, executable or not included. */
    boolean sameKind(int mode, FileStat stat) {
        return switch (mode) {
            case 0120000 -> stat.isLink();
            case 0160000 -> stat.isFolder();
            default ->
                stat.isRegular()
                        && (!settings.flag("core", "fileMode", true) || stat.isExecutable() == (mode == 0100755));
        };
    }

    /** As {@code git status} shows what is new: a whole new folder once. */
    private String topmost(GitPath path) {
        GitPath top = path;
        @Nullable GitPath folder = path.parent();
        while (folder != null && !folders.contains(folder)) {
            top = folder;
            folder = folder.parent();
        }
        return top.equals(path) ? path.toString() : top + "/";
    }

    @Override
    public int size() {
        return index.rows().size();
    }

    @Override
    public @Nullable Integer position(GitPath path) {
        return positions.get(path);
    }

    @Override
    public boolean isFolder(GitPath path) {
        return folders.contains(path);
    }

    @Override
    public boolean isSubmodule(int position) {
        return index.rows().get(position).mode() == 0160000;
    }

    @Override
    public boolean isUnchanged(int position, FileStat file) {
        IndexRow row = index.rows().get(position);
        return row.isHidden() || (sameKind(row.mode(), file) && row.describes(file, indexWritten.getEpochSecond()));
    }

    @Override
    public boolean isWorktree(Path folder) {
        return IgnoredFiles.isRepository(folder);
    }

    @Override
    public boolean ignores(GitPath path, boolean folder) {
        return ignored.ignores(path, folder);
    }
}
