package io.clicouncil.sandbox;

import io.clicouncil.process.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What build tools and version managers keep below the user's home: seen, and their caches seemingly writable. */
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
            ".bun",
            ".deno",
            ".npm-global",
            ".dotnet",
            ".gitconfig",
            ".config/git",
            ".config/mise",
            ".tool-versions");

    /** Caches of what was downloaded and built. */
    private static final List<String> CACHES = List.of(
            ".m2",
            ".gradle",
            ".ivy2",
            ".sbt",
            ".npm",
            ".yarn",
            ".pnpm-store",
            ".cargo",
            ".nuget",
            "go",
            ".cache/pip",
            ".cache/uv",
            ".cache/go-build",
            ".cache/yarn",
            ".cache/pnpm",
            ".cache/ms-playwright",
            ".cache/coursier",
            ".cache/bazel");

    private Toolchains() {}

    /** What of them a command sees that has this environment. */
    static List<Mount> of(Path home, Map<String, String> environment) {
        List<Mount> mounts = new ArrayList<>();
        Stream.concat(PROGRAMS.stream().map(home::resolve), path(home, environment))
                .filter(Files::exists)
                .map(Mount::read)
                .forEach(mounts::add);
        CACHES.stream()
                .map(home::resolve)
                .filter(Files::isDirectory)
                .map(Mount::layer)
                .forEach(mounts::add);
        return mounts;
    }

    /** Folders with programs that lie below the home, and the JDK. */
    private static Stream<Path> path(Path home, Map<String, String> environment) {
        Stream<String> folders = Stream.of(environment.getOrDefault("PATH", "").split(":"));
        Stream<Path> below = folders.filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).normalize())
                .filter(folder -> folder.startsWith(home) && !folder.equals(home));
        return Stream.concat(
                below,
                Stream.ofNullable(environment.get("JAVA_HOME")).map(Path::of).filter(Path::isAbsolute));
    }
}
