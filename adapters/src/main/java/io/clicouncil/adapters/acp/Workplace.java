package io.clicouncil.adapters.acp;

import io.clicouncil.adapters.edits.EditPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The workspace as an agent may reach it through us: the checkout around the folder in which it works, without what is
 * git's own, and without a way through symbolic links.
 */
final class Workplace {
    private final Path directory;
    private final Path root;
    private final Path real;

    private Workplace(Path directory, Path root, Path real) {
        this.directory = directory;
        this.root = root;
        this.real = real;
    }

    /** The one in which an agent works. Looks at the disk before the agent can change it. */
    static Workplace around(Path directory) {
        Path root = directory;
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                root = at;
                break;
            }
        }
        Path real = root;
        try {
            real = root.toRealPath();
        } catch (IOException e) {
            // Then nothing is found below it either.
            real = root;
        }
        return new Workplace(directory, root, real);
    }

    /** The file, there or not, that a path names; nothing where it may not be touched. */
    Optional<Path> file(String path) {
        return relative(path).flatMap(new EditPath(real)::allowed);
    }

    /** Whether a path names something inside, be it a file, a folder, or nothing yet. */
    boolean holds(String path) {
        Optional<String> inside = relative(path);
        EditPath paths = new EditPath(real);
        return inside.filter(name -> name.isEmpty()
                        || paths.allowed(name).isPresent()
                        // A folder is one in which a file may be.
                        || paths.allowed(name + "/x").isPresent())
                .isPresent();
    }

    private Optional<String> relative(String text) {
        try {
            Path path = directory.resolve(text);
            // Not normalized before it is looked at: what leads out and in again may lead through a link.
            for (Path base : new Path[] {root, real}) {
                if (path.startsWith(base)) {
                    return Optional.of(base.relativize(path).toString());
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
