package io.clicouncil.cli;

import io.clicouncil.config.ConfigLoader;
import io.clicouncil.worktrees.CommittedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a CI pipeline may take from a repository without asking anybody: the {@code council.yml} of the commit that a run
 * starts from. Where the pipeline is about a proposed change, that commit must be one of the branch that the change is
 * proposed for, for the checks and the setup of a run are files of it too.
 */
final class Pipeline {
    private static final Set<String> NO = Set.of("", "0", "false");

    /** Where GitHub, GitLab and Jenkins name the branch that a change is proposed for. */
    private static final List<String> TARGETS =
            List.of("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET");

    private final Path root;
    private final String base;
    private final @Nullable Path file;
    private final @Nullable Path expected;
    private final @Nullable String target;

    private Pipeline(Path root, String base, @Nullable Path file, @Nullable Path expected, @Nullable String target) {
        this.root = root;
        this.base = base;
        this.file = file;
        this.expected = expected;
        this.target = target;
    }

    /**
     * The pipeline that the environment tells of, or nothing outside of one.
     *
     * @param directory where the user stands
     * @param root the root of his working tree
     * @param file the configuration in force, or null where there is none
     * @param base the revision that a run would start from
     */
    static Optional<Pipeline> of(
            Map<String, String> environment, Path directory, Path root, @Nullable Path file, String base)
            throws IOException {
        if (NO.contains(environment.getOrDefault("CI", ""))) {
            return Optional.empty();
        }
        Path top = root.toRealPath();
        Path expected = Stream.iterate(
                        directory.toRealPath(), folder -> folder != null && folder.startsWith(top), Path::getParent)
                .map(folder -> folder.resolve(ConfigLoader.FILE_NAME))
                .filter(candidate ->
                        CommittedFiles.content(top, candidate, base).isPresent())
                .findFirst()
                .orElse(null);
        String target = TARGETS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(null);
        return Optional.of(new Pipeline(top, base, file, expected, target));
    }

    /** Whether the configuration in force is the one of the commit, byte for byte. */
    boolean commits(byte[] content) {
        return file != null
                && file.equals(expected)
                && CommittedFiles.content(root, file, base)
                        .filter(there -> Arrays.equals(there, content))
                        .isPresent();
    }

    /**
     * Why nothing of the repository may run here, whatever was trusted before; null where something may.
     *
     * @param content the configuration in force
     */
    @Nullable
    String objection(byte[] content) {
        if (target != null && (file != null || expected != null)) {
            String branch = "refs/remotes/origin/" + target;
            if (!CommittedFiles.holds(root, branch, base)) {
                return "this pipeline is about a change that is proposed for '" + target + "', and " + base
                        + " is no commit of that branch, so its council.yml, checks and setup would be those of the"
                        + " proposed change: " + remedy(target);
            }
            if (!commits(content)) {
                return "this pipeline is about a change that is proposed for '" + target
                        + "', and the council.yml here is not the one of " + base + ": " + remedy(target);
            }
        }
        return expected != null && !expected.equals(file)
                ? expected + " of " + base
                        + " is missing here, and without it other settings would be in force: check out " + base
                : null;
    }

    private static String remedy(String target) {
        return "`git fetch origin " + target + ":refs/remotes/origin/" + target
                + " && git checkout --detach origin/" + target
                + "` starts from the branch; or name a file of your own by --config";
    }
}
