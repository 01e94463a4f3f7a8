package io.clicouncil.worktrees;

import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/** Finds out whether a configuration changed only in which branches track which of other repositories. */
final class TrackingBranches {
    private static final Set<String> HARMLESS = Set.of("remote", "merge", "rebase", "description", "vscode-merge-base");

    private TrackingBranches() {}

    /** Whether it is so; a branch may track a remote by name only, and only one that was there before. */
    static boolean only(WatchedFile before, WatchedFile now) {
        @Nullable Config old = parse(before);
        @Nullable Config fresh = parse(now);
        if (old == null || fresh == null || before.mode() != now.mode()) {
            return false;
        }
        Set<String> remotes = old.getSubsections("remote");
        for (String branch : fresh.getSubsections("branch")) {
            @Nullable String remote = fresh.getString("branch", branch, "remote");
            if (remote != null && !remote.equals(".") && !remotes.contains(remote)) {
                return false;
            }
        }
        return without(old).equals(without(fresh));
    }

    private static String without(Config config) {
        for (String branch : Set.copyOf(config.getSubsections("branch"))) {
            HARMLESS.forEach(key -> config.unset("branch", branch, key));
            if (config.getNames("branch", branch).isEmpty()) {
                config.unsetSection("branch", branch);
            }
        }
        return config.toText();
    }

    private static @Nullable Config parse(WatchedFile file) {
        Config config = new Config();
        try {
            config.fromText(file.content() == null ? "[" : file.content());
            return config;
        } catch (ConfigInvalidException invalid) {
            return null;
        }
    }
}
