package io.clicouncil.worktrees;

import io.clicouncil.workspace.ApplyMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What an apply is about to do, written down before it touches anything, so that it can be undone or completed by somebody
 * else; kept afterwards as the record that it was done.
 *
 * @param root the working tree
 * @param gitDirectory its git directory
 * @param change the id of the change's commit
 * @param branch the branch that moves, in full, or null for a detached head
 * @param tip where it was before
 * @param result where it moves to, or null where only files change
 * @param logLine what the log of the head gets, or null where none is kept
 */
record ApplyPlan(
        Path root,
        Path gitDirectory,
        ApplyMode mode,
        String change,
        @Nullable String branch,
        ObjectId tip,
        @Nullable ObjectId result,
        @Nullable String logLine,
        Exchange exchange) {
    private static final int FORM = 1;

    void write(Path file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeInt(FORM);
        Bytes.writeText(out, root.toString());
        Bytes.writeText(out, gitDirectory.toString());
        Bytes.writeText(out, mode.name());
        Bytes.writeText(out, change);
        Bytes.writeText(out, branch);
        Bytes.writeText(out, tip.name());
        Bytes.writeText(out, result == null ? null : result.name());
        Bytes.writeText(out, logLine);
        exchange.write(out);
        Folders.replaceForGood(file, content.toByteArray());
    }

    /** Reads it, or null where there is none. */
    static @Nullable ApplyPlan read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        if (in.readInt() != FORM) {
            throw new IOException(file + " was written by another version of the council; use that one");
        }
        return new ApplyPlan(
                Path.of(text(in)),
                Path.of(text(in)),
                ApplyMode.valueOf(text(in)),
                text(in),
                Bytes.readText(in),
                ObjectId.fromString(text(in)),
                id(Bytes.readText(in)),
                Bytes.readText(in),
                Exchange.read(in));
    }

    /** The same, for a working tree and its git directory that are elsewhere now. */
    ApplyPlan at(Path newRoot, Path newGitDirectory) {
        return new ApplyPlan(newRoot, newGitDirectory, mode, change, branch, tip, result, logLine, exchange);
    }

    private static String text(DataInputStream in) throws IOException {
        return String.valueOf(Bytes.readText(in));
    }

    private static @Nullable ObjectId id(@Nullable String name) {
        return name == null ? null : ObjectId.fromString(name);
    }
}
