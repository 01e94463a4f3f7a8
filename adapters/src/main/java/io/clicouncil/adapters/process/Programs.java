package io.clicouncil.adapters.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what belongs to an executable: the links that lead to it, and the package of Node.js that it is part of. */
final class Programs {
    private static final int MOST_LINKS = 40;
    private static final String PACKAGES = "node_modules";

    private Programs() {}

    /** The places that must be seen for it to run, links first. */
    static List<Path> around(Path executable) {
        List<Path> places = new ArrayList<>();
        Path here = executable.toAbsolutePath().normalize();
        try {
            for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(here); i++) {
                places.add(packaged(here));
                here = here.resolveSibling(Files.readSymbolicLink(here)).normalize();
            }
            places.add(packaged(here.toRealPath()));
        } catch (IOException gone) {
            // It will say so itself.
            return places;
        }
        return places;
    }

    /** The outermost folder of packages around it, or it itself. */
    private static Path packaged(Path file) {
        for (int i = 0; i < file.getNameCount(); i++) {
            if (file.getName(i).toString().equals(PACKAGES)) {
                return file.getRoot().resolve(file.subpath(0, i + 1));
            }
        }
        return file;
    }
}
