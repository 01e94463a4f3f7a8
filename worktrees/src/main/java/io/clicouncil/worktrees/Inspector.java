package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.workspace.RepositoryState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** Looks at a repository, and writes nothing. */
final class Inspector {
    private static final int MOST_UNCOMMITTED = 100;

    private final Map<String, String> environment;

    Inspector(Map<String, String> environment) {
        this.environment = environment;
    }

    RepositoryState inspect(Path directory, String revision) throws IOException {
        RepositoryLayout layout = RepositoryLayout.find(directory);
        Settings settings = Settings.load(layout, environment);
        Gate.check(layout, settings);
        try (Repository repository = open(layout.gitDirectory())) {
            Gate.check(repository);
            ObjectId base = resolve(repository, revision);
            @Nullable String head = repository.getFullBranch();
            @Nullable
            String branch =
                    head != null && head.startsWith("refs/heads/") ? head.substring("refs/heads/".length()) : null;
            List<String> uncommitted = new UserTree(layout, settings, repository).uncommitted(MOST_UNCOMMITTED);
            return new RepositoryState(layout.root(), layout.commonDirectory(), branch, base.name(), uncommitted);
        }
    }

    static Repository open(Path gitDirectory) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(gitDirectory.toFile())
                .setMustExist(true)
                .build();
    }

    private static ObjectId resolve(Repository repository, String revision) throws IOException {
        if (repository.resolve("HEAD") == null
                && repository.getRefDatabase().getRefsByPrefix("refs/heads/").isEmpty()) {
            throw CouncilException.environment(
                    "The repository has no commit yet, so there is nothing to start from. Make one: `git commit`.");
        }
        try {
            @Nullable ObjectId commit = repository.resolve(revision + "^{commit}");
            if (commit != null) {
                return commit;
            }
        } catch (RevisionSyntaxException | IncorrectObjectTypeException | AmbiguousObjectException unclear) {
            throw new CouncilException(
                    Reason.USAGE,
                    "`" + revision + "` names no single commit here. `git rev-parse` tells why.",
                    unclear);
        }
        if (revision.equals("HEAD")) {
            throw CouncilException.environment(
                    "The branch that you are on has no commit yet. Make one: `git commit`, or switch to another.");
        }
        throw CouncilException.usage("There is no revision `" + revision + "` here. `git log` lists the commits.");
    }
}
