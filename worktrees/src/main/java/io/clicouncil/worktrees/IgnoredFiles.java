package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds files of the user's that git ignores. It enters neither links nor repositories of their own. */
final class IgnoredFiles {
    private static final byte[] DOT_GIT = {'.', 'g', 'i', 't'};

    private final UserTree tree;
    private final IgnoreRules wanted;
    private final List<GitPath> found = new ArrayList<>();

    private IgnoredFiles(UserTree tree, IgnoreRules wanted) {
        this.tree = tree;
        this.wanted = wanted;
    }

    /** Ignored files and folders that the patterns match; nothing below a folder that is matched itself. */
    static List<GitPath> matching(UserTree tree, IgnoreRules wanted) throws IOException {
        IgnoredFiles search = new IgnoredFiles(tree, wanted);
        search.walk(tree.root(), GitPath.ROOT, false);
        search.found.sort(null);
        return search.found;
    }

    private void walk(Path folder, GitPath path, boolean ignored) throws IOException {
        for (Path file : Folders.list(folder)) {
            byte[] name = GitPath.nameOf(file);
            GitPath child = path.child(name);
            boolean isFolder = Folders.isFolder(file);
            if (Arrays.equals(name, DOT_GIT) || tree.position(child) != null || (isFolder && isRepository(file))) {
                continue;
            }
            boolean childIgnored = ignored || (!tree.isFolder(child) && tree.ignores(child, isFolder));
            if (childIgnored && wanted.ignores(child, isFolder)) {
                found.add(child);
            } else if (isFolder) {
                walk(file, child, childIgnored);
            }
        }
    }

    /** Of the user's own tree, so not a hostile place; but a repository is no part of another. */
    static boolean isRepository(Path folder) {
        return Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }
}
