package io.clicouncil.worktrees;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;
import org.jspecify.annotations.Nullable;

/** Reads the files of objects to see whether they are what they say, and whether all that belongs together is there. */
final class ObjectFiles {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HASH_BYTES = 20;

    private ObjectFiles() {}

    /** Whether a pack ends in the sum of what it holds, or a single object is the one that it is named for. */
    static boolean isSound(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".pack") || name.endsWith(".idx")) {
            return endsInItsSum(file);
        }
        return name.length() != 2 * HASH_BYTES - 2
                || isObject(file, Folders.parentOf(file).getFileName() + name);
    }

    private static boolean endsInItsSum(Path file) throws IOException {
        MessageDigest sum = Constants.newMessageDigest();
        long left = Files.size(file) - HASH_BYTES;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    return false;
                }
                sum.update(buffer, 0, read);
                left -= read;
            }
            return left == 0 && Arrays.equals(sum.digest(), in.readAllBytes());
        }
    }

    private static boolean isObject(Path file, String id) throws IOException {
        MessageDigest sum = Constants.newMessageDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        } catch (java.io.EOFException | java.util.zip.ZipException damaged) {
            return false;
        }
        return ObjectId.fromRaw(sum.digest()).name().equals(id);
    }

    /**
     * Walks through everything that belongs to these roots, with eyes that remember no file that is gone. It gives up
     * after half a minute, which is said.
     *
     * @return what is missing first, for a person, or null where nothing is
     */
    static @Nullable String missing(RunContext run, Map<String, String> roots) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Repository fresh = Inspector.open(run.layout().commonDirectory());
                ObjectWalk walk = new ObjectWalk(fresh)) {
            for (Map.Entry<String, String> root : roots.entrySet()) {
                try {
                    walk.markStart(walk.parseAny(ObjectId.fromString(root.getValue())));
                } catch (IOException | UncheckedIOException unreadable) {
                    return root.getKey() + " (" + root.getValue() + ")";
                }
            }
            for (RevObject commit = walk.next(); commit != null; commit = walk.next()) {
                if (System.nanoTime() > end) {
                    return "perhaps some, as not all could be looked at in time";
                }
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (object instanceof RevBlob && !walk.getObjectReader().has(object)) {
                    return "the file content " + object.name();
                }
                if (System.nanoTime() > end) {
                    return "perhaps some, as not all could be looked at in time";
                }
            }
            return null;
        } catch (MissingObjectException gone) {
            return "the object " + gone.getObjectId().name();
        } catch (IOException damaged) {
            return "an object that cannot be read";
        }
    }
}
