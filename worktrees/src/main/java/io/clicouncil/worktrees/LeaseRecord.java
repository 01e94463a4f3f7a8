package io.clicouncil.worktrees;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a worktree from before it was made, kept in the run's folder so that whoever comes after a crash knows
 * it as well.
 *
 * @param commit what it is made from
 * @param ports the number of its block of ports
 * @param branches the branches that were there, in full: others that it is switched to are the agent's
 * @param provided what it got besides the commit; whole folders by their topmost
 * @param settled what had become of other paths by the time that the agent got it
 * @param whole whether all its files were there when this was written, so that it can be registered where it is not
 */
record LeaseRecord(
        ObjectId commit,
        int ports,
        Set<String> branches,
        Set<GitPath> provided,
        Map<GitPath, TreeEdit> settled,
        boolean whole) {
    private static final int FORM = 3;

    LeaseRecord {
        branches = Set.copyOf(branches);
        provided = Set.copyOf(provided);
        settled = Map.copyOf(settled);
    }

    /** The same of a worktree that is whole, with nothing settled and these paths provided. */
    LeaseRecord providing(Set<GitPath> paths) {
        return new LeaseRecord(commit, ports, branches, paths, Map.of(), true);
    }

    /** The same, with these edits made before the agent got it. */
    LeaseRecord settling(Map<GitPath, TreeEdit> edits) {
        return new LeaseRecord(commit, ports, branches, provided, edits, whole);
    }

    private static Path file(RunContext run, Path worktree) {
        return run.directory().resolve("workspaces").resolve(worktree.getFileName());
    }

    /** The record of a worktree of the run, or null. */
    static @Nullable LeaseRecord read(RunContext run, Path worktree) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file(run, worktree));
        } catch (NoSuchFileException none) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        if (in.readInt() != FORM) {
            throw new IOException(file(run, worktree) + " was written by another version of the council; use that one");
        }
        ObjectId commit = ObjectId.fromString(String.valueOf(Bytes.readText(in)));
        int ports = in.readInt();
        List<String> branches = Bytes.readAll(in, reader -> String.valueOf(Bytes.readText(reader)));
        Set<GitPath> provided = new HashSet<>(Bytes.readAll(in, Bytes::readPath));
        Map<GitPath, TreeEdit> settled = new HashMap<>();
        Bytes.readAll(in, reader -> settled.put(Bytes.readPath(reader), TreeEdit.read(reader)));
        return new LeaseRecord(commit, ports, new HashSet<>(branches), provided, settled, in.readBoolean());
    }

    /** Keeps it. */
    void write(RunContext run, Path worktree) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeInt(FORM);
        Bytes.writeText(out, commit.name());
        out.writeInt(ports);
        Bytes.writeAll(out, branches, Bytes::writeText);
        Bytes.writeAll(out, provided, Bytes::writePath);
        Bytes.writeAll(out, settled.entrySet(), (stream, edit) -> {
            Bytes.writePath(stream, edit.getKey());
            edit.getValue().write(stream);
        });
        out.writeBoolean(whole);
        Folders.replace(file(run, worktree), content.toByteArray());
    }

    /** Forgets a worktree that is no more. */
    static void delete(RunContext run, Path worktree) throws IOException {
        Files.deleteIfExists(file(run, worktree));
    }

    /** Whether the path, or a folder above it, was provided. */
    boolean provides(GitPath path) {
        return !provided.isEmpty()
                && (provided.contains(path) || path.foldersAbove().stream().anyMatch(provided::contains));
    }
}
