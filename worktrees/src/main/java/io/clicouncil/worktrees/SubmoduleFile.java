package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code .gitmodules} that git takes for an attack: links, and those that name commands, options or folders
 * outside. A tree with one would make {@code git fsck} fail, and no server would take it.
 */
final class SubmoduleFile {
    private static final String NAME = ".gitmodules";
    private static final int LARGEST = 1 << 20;

    private SubmoduleFile() {}

    /** Whether a file of a worktree is such a one. */
    static boolean isHostile(WorktreeScan.Found file) throws IOException {
        String path = file.path().toString().toLowerCase(Locale.ROOT);
        boolean named = path.equals(NAME) || path.endsWith("/" + NAME);
        return named && (!file.stat().isRegular() || !isHarmless(file));
    }

    private static boolean isHarmless(WorktreeScan.Found file) throws IOException {
        Config config = new Config();
        try (InputStream in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                return false;
            }
            config.fromText(new String(content, UTF_8));
        } catch (ConfigInvalidException strange) {
            return false;
        }
        return config.getSubsections("submodule").stream()
                .allMatch(name -> !List.of(name.split("[/\\\\]", -1)).contains("..")
                        && !starts(config, name, "url", "-")
                        && !starts(config, name, "path", "-")
                        && !starts(config, name, "update", "!"));
    }

    private static boolean starts(Config config, String name, String key, String with) {
        @Nullable String value = config.getString("submodule", name, key);
        return value != null && value.startsWith(with);
    }
}
