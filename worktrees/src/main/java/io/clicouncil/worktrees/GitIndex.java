package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Git's index, read in versions 2 to 4 and written in 2 or 3. JGit's own would drop what {@code lstat} said of each file,
 * and native git would read every file again.
 */
record GitIndex(List<IndexRow> rows) {
    private static final int SIGNATURE = 0x44495243;
    private static final int CHECKSUM = 20;
    private static final int NAME_LENGTH_MASK = 0xfff;

    /** An index that somebody wrote in a way that is not supported. */
    static final class UnsupportedIndexException extends IOException {
        private static final long serialVersionUID = 1L;

        UnsupportedIndexException(String message) {
            super(message);
        }
    }

    /** Reads an index; a file that is not there is an empty one. */
    static GitIndex read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return new GitIndex(List.of());
        }
        if (content.length < 12 + CHECKSUM) {
            throw new UnsupportedIndexException("it is cut off");
        }
        ByteBuffer in = ByteBuffer.wrap(content, 0, content.length - CHECKSUM);
        if (in.getInt() != SIGNATURE) {
            throw new UnsupportedIndexException("it is not one");
        }
        int version = in.getInt();
        if (version < 2 || version > 4) {
            throw new UnsupportedIndexException("its version is " + version);
        }
        int count = in.getInt();
        List<IndexRow> rows = new ArrayList<>(count);
        byte[] previous = new byte[0];
        for (int i = 0; i < count; i++) {
            int start = in.position();
            byte[] stat = take(in, IndexRow.STAT_LENGTH);
            ObjectId id = ObjectId.fromRaw(take(in, 20));
            int flags = in.getShort() & 0xffff;
            int extended = (flags & IndexRow.EXTENDED) == 0 ? 0 : in.getShort() & 0xffff;
            byte[] path = version == 4 ? prefixedName(in, previous) : take(in, nameEnd(in) - in.position());
            in.position(version == 4 ? in.position() : start + padded(in.position() - start));
            previous = path;
            rows.add(new IndexRow(GitPath.of(path), stat, id, flags, extended));
        }
        while (in.remaining() >= 8) {
            byte[] name = take(in, 4);
            if (Character.isLowerCase(name[0])) {
                throw new UnsupportedIndexException("it uses `" + new String(name, ISO_8859_1) + "`");
            }
            in.position(in.position() + in.getInt());
        }
        return new GitIndex(rows);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int nameEnd(ByteBuffer in) {
        int end = in.position();
        while (in.get(end) != 0) {
            end++;
        }
        return end;
    }

    /** Version 4 keeps only what differs from the name before. */
    private static byte[] prefixedName(ByteBuffer in, byte[] previous) {
        int b = in.get();
        int strip = b & 0x7f;
        while ((b & 0x80) != 0) {
            b = in.get();
            strip = ((strip + 1) << 7) | (b & 0x7f);
        }
        byte[] rest = take(in, nameEnd(in) - in.position());
        in.get();
        int kept = previous.length - strip;
        byte[] name = Arrays.copyOf(previous, kept + rest.length);
        System.arraycopy(rest, 0, name, kept, rest.length);
        return name;
    }

    private static int padded(int length) {
        return (length + 8) & ~7;
    }

    /**
     * The file's bytes.
     *
     * @param tree what the index holds if it is exactly this tree, so that git need not build it again; else null
     */
    byte[] toBytes(@Nullable TreeListing tree) {
        boolean extended = rows.stream().anyMatch(row -> row.extended() != 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream(rows.size() * 100 + 64);
        out.writeBytes(ByteBuffer.allocate(12)
                .putInt(SIGNATURE)
                .putInt(extended ? 3 : 2)
                .putInt(rows.size())
                .array());
        for (IndexRow row : rows) {
            boolean more = row.extended() != 0;
            int length = IndexRow.STAT_LENGTH + 22 + (more ? 2 : 0) + row.path().length();
            ByteBuffer entry = ByteBuffer.allocate(padded(length)).put(row.stat());
            byte[] id = new byte[20];
            row.id().copyRawTo(id, 0);
            int flags = row.flags() & ~(NAME_LENGTH_MASK | IndexRow.EXTENDED);
            flags |= Math.min(row.path().length(), NAME_LENGTH_MASK) | (more ? IndexRow.EXTENDED : 0);
            entry.put(id).putShort((short) flags);
            if (more) {
                entry.putShort((short) row.extended());
            }
            out.writeBytes(entry.put(row.path().bytes()).array());
        }
        if (tree != null) {
            writeTree(out, tree);
        }
        out.writeBytes(Constants.newMessageDigest().digest(out.toByteArray()));
        return out.toByteArray();
    }

    private static void writeTree(ByteArrayOutputStream out, TreeListing tree) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(tree.folders().size() * 40);
        for (TreeListing.Folder folder : tree.folders()) {
            body.writeBytes(folder.path().name());
            body.write(0);
            body.writeBytes((folder.entries() + " " + folder.folders() + "\n").getBytes(ISO_8859_1));
            byte[] id = new byte[20];
            folder.id().copyRawTo(id, 0);
            body.writeBytes(id);
        }
        out.writeBytes("TREE".getBytes(ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.size()).array());
        out.writeBytes(body.toByteArray());
    }

    /** Whether it holds exactly what {@code tree} holds. */
    boolean holds(TreeListing tree) {
        if (rows.size() != tree.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            IndexRow row = rows.get(i);
            TreeListing.Entry entry = tree.entry(i);
            if (row.stage() != 0
                    || row.isIntentToAdd()
                    || row.mode() != entry.mode()
                    || !row.id().equals(entry.id())
                    || !row.path().equals(entry.path())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same as it must be written after {@code readAt}, the time stamp of the file that it was read from. A file
     * changed in the second in which the index was written could look unchanged to a later reader; git marks such rows
     * by size zero, which makes everybody look at the file itself.
     */
    GitIndex withoutRacyRows(Instant readAt) {
        return new GitIndex(rows.stream()
                .map(row -> row.modifiedSeconds() >= readAt.getEpochSecond() ? row.unsure() : row)
                .toList());
    }
}
