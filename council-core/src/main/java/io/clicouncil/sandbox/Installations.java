package io.clicouncil.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The programs on a path that are no part of the operating system. Most of them need what lies beside their folder: a
 * tool that was unpacked somewhere has a {@code lib} there, a package of Node.js other packages.
 */
final class Installations {
    private static final String PACKAGES = "node_modules";

    /** What every command sees in any case. */
    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/sbin", "/opt", "/nix", "/gnu");

    private Installations() {}

    /** The folders that must be seen for all of them to run. */
    static Collection<Path> of(Path home, Map<String, String> environment) {
        List<String> folders =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(":")));
        folders.add(environment.getOrDefault("JAVA_HOME", ""));
        Set<Path> places = new LinkedHashSet<>();
        for (String folder : folders) {
            Path place = folder.startsWith("/") ? Path.of(folder).normalize() : home;
            if (!home.startsWith(place) && SYSTEM.stream().noneMatch(place::startsWith) && Files.isDirectory(place)) {
                places.add(around(place, home));
            }
        }
        return places;
    }

    private static Path around(Path programs, Path home) {
        for (int i = 0; i < programs.getNameCount(); i++) {
            if (programs.getName(i).toString().equals(PACKAGES)) {
                return programs.getRoot().resolve(programs.subpath(0, i + 1));
            }
        }
        Path installed = programs.resolveSibling(".").normalize();
        boolean libraries = Files.isDirectory(installed.resolve("lib"));
        boolean shared = home.startsWith(installed) || installed.equals(home.resolve(".local"));
        return libraries && !shared && !Files.exists(installed.resolve(".git")) ? installed : programs;
    }
}
