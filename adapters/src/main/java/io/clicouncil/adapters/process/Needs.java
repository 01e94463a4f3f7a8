package io.clicouncil.adapters.process;

import io.clicouncil.process.Mount;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CLI needs behind walls: the places in which it keeps its state, and the files that its command names. Places are
 * written as they are in a shell: {@code ~/.codex}, {@code $CODEX_HOME/auth.json}, {@code $CODEX_HOME}.
 *
 * @since 0.1
 */
public final class Needs {
    private static final Pattern START = Pattern.compile("^(~|\\$\\w+)(/|$)");

    private static final Pattern FILE = Pattern.compile("(?<![\\w.~})-])/[^\\s'\"`;|&<>(){}$*?\\x00]+");

    private static final Pattern SETTINGS = Pattern.compile("\\.ya?ml$");

    private Needs() {}

    private static Optional<Path> absolute(String place, Map<String, String> environment) {
        return find(place, environment).filter(Path::isAbsolute).map(Path::normalize);
    }

    /** The files that a command names by absolute paths, alone or within a text for a shell. */
    public static List<Mount> ofFilesIn(List<String> command) {
        return command.stream()
                .flatMap(text -> FILE.matcher(text).results())
                .map(found -> Path.of(found.group()))
                .filter(Files::isRegularFile)
                .map(Mount::read)
                .toList();
    }

    /** Where a place is for a process with this environment; nothing where its variable is not set. */
    public static Optional<Path> find(String place, Map<String, String> environment) {
        Matcher start = START.matcher(place);
        if (!start.find()) {
            return Optional.empty();
        }
        String variable = start.group(1).equals("~") ? "HOME" : start.group(1).substring(1);
        String folder = environment.getOrDefault(variable, "");
        try {
            return folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder, place.substring(start.end())));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * What a CLI sees of them behind walls. It seems to change them, so that it works, and nothing that an agent writes
     * there is read by the user's own sessions later; only its signs of being signed in are renewed for good. Settings that
     * sign it in, which a person writes in YAML, are not: they name programs that run later.
     *
     * @param state the folders and files in which it keeps its state
     * @param signs the files that sign it in
     */
    public static List<Mount> ofState(List<String> state, List<String> signs, Map<String, String> environment) {
        List<Mount> mounts = new ArrayList<>();
        for (String place : state) {
            absolute(place, environment).map(Mount::layer).ifPresent(mounts::add);
        }
        for (String place : signs) {
            absolute(place, environment)
                    .map(file -> SETTINGS.matcher(place).find() ? Mount.layer(file) : Mount.write(file))
                    .ifPresent(mounts::add);
        }
        return mounts.stream().distinct().toList();
    }
}
