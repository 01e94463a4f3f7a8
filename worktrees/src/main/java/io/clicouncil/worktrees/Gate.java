package io.clicouncil.worktrees;

import static io.clicouncil.failure.CouncilException.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a repository is one that this module reproduces exactly. It is asked before JGit opens anything,
 * because JGit ignores extensions that it does not know and would go on with what it misread.
 */
final class Gate {
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(
            "noop",
            "noop-v1",
            "preciousobjects",
            "worktreeconfig",
            "relativeworktrees",
            "objectformat",
            "refstorage",
            "partialclone");

    private Gate() {}

    /** Refuses, with the reason and the way out, what cannot be worked with. */
    static void check(RepositoryLayout layout, Settings settings) throws IOException {
        checkOwner(layout, settings);
        checkFormat(settings);
        if (settings.isPartialClone() || settings.extensions().containsKey("partialclone")) {
            throw environment("This is a partial clone: some of its files are not here yet, and the council does not"
                    + " fetch. Work in a full clone.");
        }
        if (settings.flag("core", "sparseCheckout", false)) {
            throw environment(
                    "This working tree is a sparse checkout, which is not supported. `git sparse-checkout disable` ends it.");
        }
        if (!settings.flag("core", "symlinks", true)) {
            throw environment("`core.symlinks` is false here, so links would be files. That is not supported.");
        }
        @Nullable String elsewhere = settings.text("core", "worktree");
        if (elsewhere != null
                && layout.gitDirectory().equals(layout.commonDirectory())
                && !sameFolder(layout.gitDirectory().resolve(elsewhere), layout.root())) {
            throw environment(
                    "`core.worktree` points to " + elsewhere + ", not to " + layout.root() + ". Start there.");
        }
    }

    /** Refuses what only the references tell. */
    static void check(Repository repository) throws IOException {
        if (repository.getRefDatabase().exactRef("refs/heads/council") != null) {
            throw environment("A branch called `council` leaves no room for the branches council/<run>/<agent>."
                    + " Rename it: `git branch -m council <other name>`.");
        }
        if (!repository.getRefDatabase().getRefsByPrefix("refs/replace/").isEmpty()) {
            throw environment(
                    "This repository replaces objects (`git replace -l` lists them), which is not supported.");
        }
    }

    private static void checkFormat(Settings settings) {
        @Nullable String version = settings.text("core", "repositoryformatversion");
        if (version != null && !version.equals("0") && !version.equals("1")) {
            throw environment("The repository's format " + version + " is newer than this program.");
        }
        Map<String, String> extensions = settings.extensions();
        if (!extensions.getOrDefault("objectformat", "sha1").equals("sha1")) {
            throw environment("The repository names its objects by " + extensions.get("objectformat")
                    + ", which is not supported; only sha1 is.");
        }
        if (!extensions.getOrDefault("refstorage", "files").equals("files")) {
            throw environment("The repository keeps its references as " + extensions.get("refstorage")
                    + ", which is not supported. `git refs migrate --ref-format=files` changes that.");
        }
        for (String name : extensions.keySet()) {
            if (!KNOWN_EXTENSIONS.contains(name)) {
                throw environment(
                        "The repository uses the extension `" + name + "`, which this program does not know.");
            }
        }
    }

    private static void checkOwner(RepositoryLayout layout, Settings settings) throws IOException {
        if (settings.safeFolders().contains("*")
                || settings.safeFolders().contains(layout.root().toString())) {
            return;
        }
        Path self = Path.of("/proc/self");
        if (!Files.exists(self)) {
            return;
        }
        Object uid = Files.getAttribute(self, "unix:uid");
        for (Path folder : List.of(layout.root(), layout.gitDirectory(), layout.commonDirectory())) {
            if (!uid.equals(Files.getAttribute(folder, "unix:uid"))) {
                throw environment(folder + " belongs to another user, whose git settings could run programs as you."
                        + " If you trust it: `git config --global --add safe.directory " + layout.root() + "`.");
            }
        }
    }

    private static boolean sameFolder(Path one, Path other) throws IOException {
        return Files.isDirectory(one) && Files.isSameFile(one, other);
    }
}
