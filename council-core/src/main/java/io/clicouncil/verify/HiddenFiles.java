package io.clicouncil.verify;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Lays files over a clean room. What the change has put in their way goes: a link of its own never leads a file out of the
 * room.
 */
final class HiddenFiles {
    private HiddenFiles() {}

    /**
     * Copies every file of a folder to its place in the room, over what is there. Links are followed to files and
     * otherwise left out. Blocks.
     *
     * @throws CouncilException of reason {@code ENVIRONMENT} where they cannot be read or written
     */
    static void layOver(Path hidden, Path room) {
        try {
            Files.walkFileTree(hidden, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return isGit(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!isGit(file) && Files.isRegularFile(file)) {
                        put(file, hidden.relativize(file), room);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException error) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    "the hidden files of " + hidden + " cannot be laid over the clean room ("
                            + error.getClass().getSimpleName() + ")",
                    error);
        }
    }

    /** The room's own must stay what it is. */
    private static boolean isGit(Path path) {
        return path.endsWith(".git");
    }

    private static void put(Path file, Path relative, Path room) throws IOException {
        Path place = room;
        for (Path step : relative) {
            place = place.resolve(step);
            boolean last = place.equals(room.resolve(relative));
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                make(place, last);
            } else if (last || !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                delete(place);
                make(place, last);
            }
        }
        Files.copy(file, place);
    }

    private static void make(Path place, boolean last) throws IOException {
        if (!last) {
            Files.createDirectory(place);
        }
    }

    private static void delete(Path place) throws IOException {
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException error) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
