package io.clicouncil.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that somebody has installed, and that person's home and environment. */
final class Installation {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What a call left. */
    record Outcome(int exitCode, String out, String err) {}

    final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private final Path command;
    private final List<String> asUser = new ArrayList<>();

    /** The command at this path; the folder is for the home and for what is printed. */
    Installation(Path folder, Path command) throws IOException {
        this.folder = folder;
        this.command = command;
        for (String kept : List.of("PATH", "JAVA_HOME")) {
            if (System.getenv(kept) != null) {
                environment.put(kept, System.getenv(kept));
            }
        }
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", Files.createDirectories(home()).toString());
    }

    /** A file that the build packed, by the end of its name. */
    static Path packed(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("distribution.folder")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing packed ends with " + suffix));
        }
    }

    /** Unpacks the zip with its modes, as {@code unzip} does, into a folder of its own. */
    static Installation unzipped(Path folder, String name) throws IOException {
        Path target = folder.resolve(name);
        try (FileSystem zip = FileSystems.newFileSystem(packed(".zip"), Map.of("enablePosixFileAttributes", true))) {
            Path top = zip.getPath("council-" + System.getProperty("distribution.version"));
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.toList()) {
                    Path copy = target.resolve(top.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
                }
            }
        }
        return new Installation(folder, target.resolve("bin/council"));
    }

    Path home() {
        return folder.resolve("home");
    }

    /** A file of what is installed. */
    Path file(String path) {
        return command.resolveSibling("..").resolve(path).normalize();
    }

    /** From now on it is called by somebody who cannot write where it is installed. */
    void callAsAStranger() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxrwxrwx"));
        if (System.getProperty("user.name").equals("root")) {
            asUser.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        } else {
            Files.setPosixFilePermissions(file("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));
        }
    }

    Outcome call(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(asUser);
        line.add(command.toString());
        line.addAll(List.of(arguments));
        return call(line);
    }

    /** Runs any program in the user's home and environment. */
    Outcome call(List<String> line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(line + " did not end; it said: " + Files.readString(err));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits for the archive of classes that a start makes behind its back, and tells its file. */
    Path awaitArchive(Path where) {
        int feature = Runtime.version().feature();
        Path archive = where.resolve("classes-" + feature + (feature >= 25 ? ".aot" : ".jsa"));
        await().atMost(PATIENCE)
                .until(() -> Files.exists(archive.resolveSibling(archive.getFileName() + ".for"))
                        && !Files.isSymbolicLink(archive.resolveSibling(archive.getFileName() + ".lock")));
        return archive;
    }

    /** Where the JVM took the command's main class from at a start. */
    String sourceOfMain() throws IOException, InterruptedException {
        Path log = Files.createTempFile(home(), "classes", ".log");
        Files.delete(log);
        environment.put("COUNCIL_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        assertThat(call("--help").exitCode()).isZero();
        environment.remove("COUNCIL_JAVA_OPTS");
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" io.clicouncil.cli.Main "))
                .findFirst()
                .orElseThrow();
    }
}
