package io.clicouncil.adapters.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folders that hold what walled commands write into layers. */
final class Layers {
    private Layers() {}

    /** Makes the folders of one layer. */
    static void make(Path layer) throws IOException {
        Files.createDirectories(upper(layer));
        Files.createDirectories(work(layer));
        Files.createDirectories(seen(layer));
    }

    /** What is written. */
    static Path upper(Path layer) {
        return layer.resolve("upper");
    }

    /** What the kernel needs besides. */
    static Path work(Path layer) {
        return layer.resolve("work");
    }

    /** Where both are mounted. */
    static Path seen(Path layer) {
        return layer.resolve("seen");
    }

    /** Deletes a folder and what is in it; the kernel leaves one there that nobody may enter. */
    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
                        throws IOException {
                    Files.setPosixFilePermissions(visited, PosixFilePermissions.fromString("rwx------"));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path visited, IOException closed) throws IOException {
                    Files.setPosixFilePermissions(visited, PosixFilePermissions.fromString("rwx------"));
                    delete(visited);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // There is nothing to delete.
            return;
        }
    }
}
