package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's parts lie.
 *
 * @param root the working tree
 * @param gitDirectory what belongs to this working tree alone: its head and its index
 * @param commonDirectory what all its working trees share; the same folder in a repository without linked ones
 */
record RepositoryLayout(Path root, Path gitDirectory, Path commonDirectory) {

    /** Looks for the working tree that holds {@code directory}, upwards, as git does. */
    static RepositoryLayout find(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw CouncilException.environment("There is no folder " + directory + ".");
        }
        Path start = directory.toRealPath();
        QuietSystemReader.keepQuietAt(start);
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path gitDirectory = gitDirectoryOf(folder);
            if (gitDirectory != null) {
                QuietSystemReader.keepQuietAt(gitDirectory);
                return new RepositoryLayout(folder, gitDirectory, commonDirectoryOf(gitDirectory));
            }
            if (isGitDirectory(folder)) {
                throw CouncilException.environment(folder + " is a bare repository or the inside of one. Start from a"
                        + " working tree: `git worktree add ../work` makes one.");
            }
        }
        throw CouncilException.environment(
                start + " is not in a git repository. Go to one, or make one: `git init`, then `git commit`.");
    }

    private static @Nullable Path gitDirectoryOf(Path folder) throws IOException {
        Path dotGit = folder.resolve(".git");
        if (Files.isRegularFile(dotGit)) {
            String text = Files.readString(dotGit, UTF_8).strip();
            Path target = folder.resolve(
                    text.startsWith("gitdir:") ? text.substring(7).strip() : text);
            if (!isGitDirectory(target)) {
                throw CouncilException.environment(dotGit + " points to " + target
                        + ", which is no git folder. `git worktree repair` may mend it.");
            }
            return target.toRealPath();
        }
        return isGitDirectory(dotGit) ? dotGit.toRealPath() : null;
    }

    private static boolean isGitDirectory(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return Files.isDirectory(commonDirectoryOf(folder).resolve("objects"));
    }

    private static Path commonDirectoryOf(Path gitDirectory) throws IOException {
        Path file = gitDirectory.resolve("commondir");
        if (!Files.isRegularFile(file)) {
            return gitDirectory;
        }
        Path common = gitDirectory.resolve(Files.readString(file, UTF_8).strip());
        return Files.isDirectory(common) ? common.toRealPath() : common;
    }
}
