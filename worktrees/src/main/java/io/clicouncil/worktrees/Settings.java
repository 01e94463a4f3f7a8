package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * Git's configuration as it stood when it was read: of the machine, the user, the repository and the working tree. It is
 * read once for a run, so what somebody writes into it during the run has no effect on the run.
 */
final class Settings {
    private static final String FALLBACK_NAME = "CLI Council";
    private static final String FALLBACK_MAIL = "council@localhost";

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");

    private final Config user;
    private final Config all;
    private final @Nullable Path home;
    private final Path userGitFolder;

    private Settings(Config user, Config all, @Nullable Path home, Path userGitFolder) {
        this.user = user;
        this.all = all;
        this.home = home;
        this.userGitFolder = userGitFolder;
    }

    /** Reads them; {@code environment} says where the user's home is. */
    static Settings load(RepositoryLayout layout, Map<String, String> environment) throws IOException {
        @Nullable Path home = environment.containsKey("HOME") ? Path.of(environment.get("HOME")) : null;
        @Nullable String xdg = environment.get("XDG_CONFIG_HOME");
        Path userGitFolder = xdg != null && !xdg.isEmpty()
                ? Path.of(xdg, "git")
                : (home == null ? Path.of("/") : home).resolve(".config/git");
        FS fs = FS.DETECTED.newInstance();
        if (home != null) {
            fs.setUserHome(home.toFile());
        }
        Config config = new Config();
        if (!environment.containsKey("GIT_CONFIG_NOSYSTEM")) {
            config = read(config, Path.of("/etc/gitconfig"), fs);
        }
        @Nullable String global = environment.get("GIT_CONFIG_GLOBAL");
        if (global != null) {
            config = read(config, Path.of(global), fs);
        } else if (home != null) {
            config = read(read(config, userGitFolder.resolve("config"), fs), home.resolve(".gitconfig"), fs);
        }
        Config all = read(config, layout.commonDirectory().resolve("config"), fs);
        if (all.getBoolean("extensions", "worktreeConfig", false)) {
            all = read(all, layout.gitDirectory().resolve("config.worktree"), fs);
        }
        return new Settings(config, all, home, userGitFolder);
    }

    private static Config read(Config base, Path file, FS fs) throws IOException {
        if (!Files.isRegularFile(file)) {
            return base;
        }
        QuietSystemReader.keepQuietAt(file);
        FileBasedConfig config = new FileBasedConfig(base, file.toFile(), fs);
        try {
            config.load();
        } catch (ConfigInvalidException invalid) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    "Git's configuration " + file + " cannot be read. Mend it.",
                    invalid);
        }
        return config;
    }

    /** Who makes the council's commits now: the user, or the council where git knows no name and mail. */
    PersonIdent identity() {
        @Nullable String name = all.getString("user", null, "name");
        @Nullable String mail = all.getString("user", null, "email");
        boolean known = name != null && !name.isBlank() && mail != null && !mail.isBlank();
        return new PersonIdent(
                known ? String.valueOf(name) : FALLBACK_NAME,
                known ? String.valueOf(mail) : FALLBACK_MAIL,
                Instant.now(),
                ZoneId.systemDefault());
    }

    @Nullable
    String text(String section, String name) {
        return all.getString(section, null, name);
    }

    boolean flag(String section, String name, boolean otherwise) {
        return all.getBoolean(section, null, name, otherwise);
    }

    /** A value in small letters, or the empty string. */
    String word(String section, String name) {
        @Nullable String value = text(section, name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    /** Whether text gets Windows line ends in a working tree even where no attribute says so. */
    boolean writesWindowsLineEnds() {
        return TRUE.contains(word("core", "autocrlf")) || word("core", "eol").equals("crlf");
    }

    /** Whether text loses Windows line ends on its way into the repository even where no attribute says so. */
    boolean removesWindowsLineEnds() {
        return word("core", "autocrlf").equals("input") || TRUE.contains(word("core", "autocrlf"));
    }

    /** Folders that the user declared safe though another user owns them. Only the user can, never a repository. */
    List<String> safeFolders() {
        return List.of(user.getStringList("safe", null, "directory"));
    }

    /** The names set below {@code extensions}, with their values. */
    Map<String, String> extensions() {
        Map<String, String> found = new TreeMap<>();
        for (String name : all.getNames("extensions", true)) {
            found.put(name.toLowerCase(Locale.ROOT), word("extensions", name));
        }
        return found;
    }

    /** Whether some remote is one that objects are fetched from only when they are needed. */
    boolean isPartialClone() {
        return all.getSubsections("remote").stream()
                .anyMatch(remote -> all.getBoolean("remote", remote, "promisor", false)
                        || all.getString("remote", remote, "partialclonefilter") != null);
    }

    /** Every {@code filter.<driver>.<key>} with its value. */
    Map<String, String> filters() {
        Map<String, String> found = new TreeMap<>();
        for (String driver : all.getSubsections("filter")) {
            for (String key : List.of("clean", "smudge", "process", "required")) {
                @Nullable String value = all.getString("filter", driver, key);
                if (value != null) {
                    found.put("filter." + driver + "." + key, value);
                }
            }
        }
        return found;
    }

    /** The files of the user's own that say what git does in every repository; need not be there. */
    List<Path> userFiles() {
        List<Path> files = new ArrayList<>(List.of(
                userGitFolder.resolve("config"),
                userFile("attributesFile", "attributes"),
                userFile("excludesFile", "ignore")));
        if (home != null) {
            files.add(home.resolve(".gitconfig"));
        }
        return files;
    }

    /** The user's file of that kind: what {@code core.<key>} names, or git's default place. */
    Path userFile(String key, String defaultName) {
        @Nullable String named = text("core", key);
        if (named == null || named.isEmpty()) {
            return userGitFolder.resolve(defaultName);
        }
        return named.startsWith("~/") && home != null ? home.resolve(named.substring(2)) : new File(named).toPath();
    }
}
