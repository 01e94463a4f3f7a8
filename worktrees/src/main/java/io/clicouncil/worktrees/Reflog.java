package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * The log of a working tree's head. JGit, asked to move a head in a linked worktree, writes into the log of the main one,
 * so heads are never moved through it.
 */
final class Reflog {
    private Reflog() {}

    static String line(ObjectId from, ObjectId to, PersonIdent who, String what) {
        return from.name() + " " + to.name() + " " + who.toExternalString() + "\t" + what + "\n";
    }

    static void append(Path gitDirectory, String line) throws IOException {
        Path log = gitDirectory.resolve("logs/HEAD");
        Files.createDirectories(log.getParent());
        Files.write(log, line.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
