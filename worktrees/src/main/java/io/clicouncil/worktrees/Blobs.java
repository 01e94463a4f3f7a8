package io.clicouncil.worktrees;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** Makes blobs of files, byte for byte, and of links, which are blobs of where they point. */
final class Blobs {
    private Blobs() {}

    static ObjectId insert(WorktreeScan.Found file, ObjectInserter inserter) throws IOException {
        if (file.stat().isLink()) {
            return inserter.insert(Constants.OBJ_BLOB, GitPath.targetOf(file.file()));
        }
        try (InputStream in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            return inserter.insert(Constants.OBJ_BLOB, file.stat().size(), in);
        }
    }

    /** The id that the blob would have. */
    static ObjectId idOf(WorktreeScan.Found file) throws IOException {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (file.stat().isLink()) {
                return formatter.idFor(Constants.OBJ_BLOB, GitPath.targetOf(file.file()));
            }
            try (InputStream in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
                return formatter.idFor(Constants.OBJ_BLOB, file.stat().size(), in);
            }
        }
    }
}
