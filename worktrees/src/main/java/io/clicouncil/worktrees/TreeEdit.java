package io.clicouncil.worktrees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** What a path becomes: another file, or nothing. */
record TreeEdit(int mode, ObjectId id) {
    static final TreeEdit DELETION = new TreeEdit(0, ObjectId.zeroId());

    boolean isDeletion() {
        return mode == 0;
    }

    boolean isLink() {
        return FileMode.SYMLINK.equals(mode);
    }

    static TreeEdit read(DataInputStream in) throws IOException {
        int mode = in.readInt();
        byte[] id = in.readNBytes(Constants.OBJECT_ID_LENGTH);
        return new TreeEdit(mode, ObjectId.fromRaw(id));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(mode);
        id.copyRawTo(out);
    }

    /** Writes the tree that {@code edits} make of {@code base}. */
    static ObjectId apply(TreeListing base, Map<GitPath, TreeEdit> edits, ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (TreeListing.Entry entry : base.entries()) {
            if (!edits.containsKey(entry.path())) {
                builder.add(entry(entry.path(), entry.mode(), entry.id()));
            }
        }
        edits.forEach((path, edit) -> {
            if (!edit.isDeletion()) {
                builder.add(entry(path, edit.mode(), edit.id()));
            }
        });
        builder.finish();
        return cache.writeTree(inserter);
    }

    private static DirCacheEntry entry(GitPath path, int mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path.bytes());
        entry.setFileMode(FileMode.fromBits(mode));
        entry.setObjectId(id);
        return entry;
    }
}
