package io.clicouncil.sandbox;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Mount.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What build tools and version managers keep below the user's home: programs are seen, caches are seen and seem to be
 * writable, settings are seen without their keys. Only the folders that are named here, never those around them: beside
 * caches lie credentials, and the addresses of daemons that would build outside the walls.
 */
final class Toolchains {
    /** Programs that somebody installed for himself. */
    private static final List<String> PROGRAMS = List.of(
            ".local/bin",
            ".local/lib",
            ".local/share/claude",
            ".local/share/mise",
            ".local/share/uv",
            ".local/share/pnpm",
            ".local/pipx",
            ".local/share/pipx",
            ".nvm",
            ".volta",
            ".fnm",
            ".local/share/fnm",
            ".asdf",
            ".sdkman",
            ".jenv",
            ".pyenv",
            ".rbenv",
            ".rvm",
            ".nodenv",
            ".goenv",
            ".rustup",
            ".cargo/bin",
            ".bun",
            ".deno",
            ".npm-global",
            ".dotnet",
            "go/bin",
            ".config/git/ignore",
            ".config/git/attributes",
            ".tool-versions");

    /** Caches of what was downloaded and built. */
    private static final List<String> CACHES = List.of(
            ".m2/repository",
            ".m2/wrapper",
            ".gradle/caches",
            ".gradle/jdks",
            ".gradle/native",
            ".gradle/wrapper",
            ".ivy2/cache",
            ".ivy2/local",
            ".sbt/boot",
            ".sbt/launchers",
            ".npm/_cacache",
            ".npm/_npx",
            ".npm/_prebuilds",
            ".yarn/berry",
            ".pnpm-store",
            ".local/share/pnpm/store",
            ".bun/install/cache",
            ".cargo/git",
            ".cargo/registry",
            ".nuget/packages",
            "go/pkg");

    /** The same below the user's folder for caches. */
    private static final List<String> DOWNLOADS = List.of(
            "bazelisk",
            "ccache",
            "coursier",
            "Cypress",
            "deno",
            "go-build",
            "ms-playwright",
            "node",
            "pip",
            "pnpm",
            "pre-commit",
            "puppeteer",
            "pypoetry",
            "uv",
            "yarn");

    /** What says where to download from and how to build. */
    private static final List<String> SETTINGS = List.of(
            ".m2/settings.xml",
            ".m2/toolchains.xml",
            ".gradle/gradle.properties",
            ".npmrc",
            ".cargo/config.toml",
            ".config/pip/pip.conf",
            ".config/mise/config.toml",
            ".gitconfig",
            ".config/git/config");

    private Toolchains() {}

    /**
     * What of them a command sees that has this environment.
     *
     * @param layers where the settings without keys are written
     */
    static List<Mount> of(Path home, Map<String, String> environment, Path layers) {
        List<Mount> mounts = new ArrayList<>();
        PROGRAMS.stream()
                .map(home::resolve)
                .filter(Files::exists)
                .map(Mount::read)
                .forEach(mounts::add);
        Installations.of(home, environment).stream()
                .filter(place -> mounts.stream().noneMatch(mount -> place.startsWith(mount.target())))
                .map(Mount::read)
                .toList()
                .forEach(mounts::add);
        List<Path> caches = new ArrayList<>(CACHES.stream().map(home::resolve).toList());
        Path downloads = downloads(home, environment);
        DOWNLOADS.stream().map(downloads::resolve).forEach(caches::add);
        caches.stream().filter(Files::isDirectory).map(Mount::layer).forEach(mounts::add);
        for (String file : SETTINGS) {
            new KeylessCopy(home.resolve(file))
                    .in(layers.resolve("settings").resolve(file))
                    .map(copy -> new Mount(Kind.LAYER, copy, home.resolve(file)))
                    .ifPresent(mounts::add);
        }
        return mounts;
    }

    private static Path downloads(Path home, Map<String, String> environment) {
        String folder = environment.getOrDefault("XDG_CACHE_HOME", "");
        return folder.startsWith("/") ? Path.of(folder) : home.resolve(".cache");
    }
}
