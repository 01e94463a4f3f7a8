package io.clicouncil.adapters.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** The programs, libraries and settings of the operating system, as every walled command sees them: without secrets. */
final class SystemMounts {
    private static final Path SETTINGS = Path.of("/etc");

    /** Folders that hold programs; on many systems most of them are links into the first. */
    private static final List<String> PROGRAMS =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix", "/gnu");

    /** What programs ask about the machine. */
    private static final List<String> MACHINE =
            List.of("/sys/devices/system/cpu", "/sys/fs/cgroup", "/run/current-system", "/run/systemd/resolve");

    private SystemMounts() {}

    /** Bubblewrap's options for them. */
    static List<String> options() {
        List<String> options = new ArrayList<>();
        for (String folder : PROGRAMS) {
            Path path = Path.of(folder);
            if (Files.isSymbolicLink(path)) {
                options.addAll(List.of("--symlink", target(path), folder));
            } else if (Files.isDirectory(path)) {
                options.addAll(List.of("--ro-bind", folder, folder));
            }
        }
        options.addAll(List.of("--ro-bind", SETTINGS.toString(), SETTINGS.toString()));
        options.addAll(hidden());
        options.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        for (String empty : List.of("/tmp", "/var/tmp", "/run")) {
            options.addAll(List.of("--tmpfs", empty));
        }
        for (String machine : MACHINE) {
            options.addAll(List.of("--ro-bind-try", machine, machine));
        }
        return options;
    }

    /** What not everybody may read is read by nobody inside, where the owner of it may be root outside. */
    private static List<String> hidden() {
        List<String> options = new ArrayList<>();
        try {
            Files.walkFileTree(SETTINGS, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (open(folder, PosixFilePermission.OTHERS_EXECUTE)) {
                        return FileVisitResult.CONTINUE;
                    }
                    options.addAll(List.of("--tmpfs", folder.toString()));
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && !open(file, PosixFilePermission.OTHERS_READ)) {
                        options.addAll(List.of("--ro-bind", "/dev/null", file.toString()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    // Whoever cannot read it outside cannot read it inside.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            // The same of all of it.
            return options;
        }
        return options;
    }

    private static boolean open(Path path, PosixFilePermission others) throws IOException {
        return Files.getPosixFilePermissions(path).contains(others);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return link.toString();
        }
    }
}
