package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.Provision;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What worktrees get from the user's working tree besides the commit. Files are found by the user's rules of what git
 * ignores; no link is followed on the way out of the one tree or into the other, and what the commit holds is left alone.
 */
final class Provisions {
    static final String INCLUDE = ".worktreeinclude";

    private final RunContext run;
    private final TreeListing tree;
    private final List<GitPath> links;
    private final List<GitPath> copies;

    private Provisions(RunContext run, TreeListing tree, List<GitPath> links, List<GitPath> copies) {
        this.run = run;
        this.tree = tree;
        this.links = links;
        this.copies = copies;
    }

    /** Looks at the user's working tree as it is now. */
    static Provisions find(RunContext run, TreeListing tree, Provision wanted) throws IOException {
        List<GitPath> links = new ArrayList<>();
        for (String link : wanted.link()) {
            links.add(checked(run, tree, link));
        }
        List<String> patterns = new ArrayList<>(wanted.copy());
        @Nullable String include = Folders.readShort(run.layout().root().resolve(INCLUDE));
        if (include != null) {
            patterns.addAll(include.lines().toList());
        }
        List<GitPath> copies = patterns.isEmpty()
                ? List.of()
                : IgnoredFiles.matching(
                                new UserTree(run.layout(), run.settings(), run.repository()), IgnoreRules.of(patterns))
                        .stream()
                        .filter(path -> !isCommitted(tree, path))
                        .toList();
        return new Provisions(run, tree, links, copies);
    }

    /** The user's index need not be that of the commit: what is ignored now may have been part of it. */
    private static boolean isCommitted(TreeListing tree, GitPath path) {
        return tree.find(path) != null || tree.isFolder(path);
    }

    private static GitPath checked(RunContext run, TreeListing tree, String link) throws IOException {
        GitPath path = GitPath.of(link.endsWith("/") ? link.substring(0, link.length() - 1) : link);
        for (String step : path.toString().split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.equalsIgnoreCase(".git")) {
                throw CouncilException.usage("`" + link + "` cannot be linked into a workspace: name a path inside the"
                        + " repository, relative to its root.");
            }
        }
        if (isCommitted(tree, path)) {
            throw CouncilException.usage("`" + link + "` cannot be linked into a workspace: it is part of the commit.");
        }
        if (FileStat.ofExisting(path.in(run.layout().root())) == null) {
            throw CouncilException.environment(
                    "`" + link + "` is to be linked into each workspace, but there is no such" + " file or folder in "
                            + run.layout().root() + ".");
        }
        return path;
    }

    /** All that is provided; whole folders by their topmost. */
    Set<GitPath> paths() {
        Set<GitPath> paths = new LinkedHashSet<>(links);
        paths.addAll(copies);
        return paths;
    }

    /** What is linked to the user's working tree. */
    List<GitPath> links() {
        return links;
    }

    /** Puts it into a worktree that holds the commit and nothing else. */
    void bringTo(Path worktree) throws IOException {
        for (GitPath link : links) {
            if (canBeAt(link, worktree)) {
                Files.createSymbolicLink(link.in(worktree), link.in(run.layout().root()));
            }
        }
        for (GitPath path : copies) {
            if (canBeAt(path, worktree)) {
                copy(path.in(run.layout().root()), path.in(worktree));
            }
        }
    }

    /** Makes the folders above it; answers whether the way there is free of links and files, and the place is empty. */
    private boolean canBeAt(GitPath path, Path worktree) throws IOException {
        for (GitPath above : path.foldersAbove()) {
            Path folder = above.in(worktree);
            if (tree.find(above) != null || (!Folders.isFolder(folder) && !makeFolder(folder))) {
                return false;
            }
        }
        return !Files.exists(path.in(worktree), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException noFolder) {
            return false;
        }
    }

    /** Pipes, sockets and devices stay where they are; what vanishes meanwhile is not missed. */
    private static void copy(Path from, Path to) throws IOException {
        @Nullable FileStat stat = FileStat.ofExisting(from);
        try {
            if (stat != null && stat.isFolder()) {
                Files.createDirectory(to);
                for (Path child : Folders.list(from)) {
                    copy(child, to.resolve(child.getFileName()));
                }
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
            } else if (stat != null && (stat.isRegular() || stat.isLink())) {
                // In the kernel, whatever the size.
                Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (NoSuchFileException vanished) {
            if (!Folders.isFolder(Folders.parentOf(to))) {
                throw vanished;
            }
        }
    }
}
