package io.clicouncil.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;

/**
 * A source tree of its own around the real launcher and the real distribution, with a search path that holds only what
 * the launcher may use. Maven is played by a script; Java is the real one or a script that shows how it was called.
 */
final class SourceTree {

    /** Everything outside a POSIX shell that the launcher may call; {@code nice} and {@code env} are for its children. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cp",
            "date",
            "env",
            "find",
            "head",
            "ln",
            "mkdir",
            "mv",
            "nice",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch");

    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();
    private static final String COMMON_PART = "council-cli/src/main/launcher/launch.sh";
    private static final Path REAL_JAR = Path.of(System.getProperty("council.jar"));
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** A run of the launcher, and the files that its output goes to. */
    record Running(Process process, Path out, Path err) {}

    /** What a run of the launcher left behind. */
    record Outcome(long pid, int exitCode, String out, String err) {}

    final Path root;
    final Map<String, String> environment = new HashMap<>();
    private final Path bin;
    private boolean javaStarts;

    /** Makes a tree in a new folder of the given name, with a distribution that only a played Java can run. */
    SourceTree(Path folder, String name) throws IOException {
        root = Files.createDirectory(folder.resolve(name));
        bin = Files.createDirectory(folder.resolve(name + ".bin"));
        for (String tool : TOOLS) {
            writeScript(bin.resolve(tool), "exec '" + find(tool) + "' \"$@\"");
        }
        Files.copy(SOURCES.resolve("council"), launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(root.resolve(COMMON_PART).getParent());
        Files.copy(SOURCES.resolve(COMMON_PART), root.resolve(COMMON_PART));
        Files.createDirectories(root.resolve("council-core/src/main/java"));
        Files.writeString(source(), "the source");
        for (String module : List.of("council-core", "council-cli")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main"))) {
                for (Path file : files.toList()) {
                    setAge(file, Duration.ofDays(1));
                }
            }
        }
        putDistribution(target());
        setAge(jar(target()), Duration.ofHours(1));
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    Path launcher() {
        return root.resolve("council");
    }

    Path source() {
        return root.resolve("council-core/src/main/java/Source.java");
    }

    Path target() {
        return root.resolve("council-cli/target");
    }

    Path dist() {
        return target().resolve("dist/lib");
    }

    Path archive() {
        int feature = Runtime.version().feature();
        return dist().resolve("classes-" + feature + (feature >= 25 ? ".aot" : ".jsa"));
    }

    /** As though Maven had just made the real distribution. */
    void putRealDistribution() throws IOException {
        Files.copy(REAL_JAR, jar(target()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** As though nothing had been built yet. */
    void removeWhatWasBuilt() throws IOException {
        Files.delete(jar(target()));
    }

    /** As though the source had been edited after the build, which was an hour ago, and before any build to come. */
    void editSource() throws IOException {
        setAge(source(), Duration.ofMinutes(30));
    }

    /** Puts a {@code java} of the given version in place that does what the script says. */
    void playJava(String version, String script) throws IOException {
        Path home = Files.createDirectories(root.resolve("java home"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        writeScript(home.resolve("bin/java"), script);
        writeScript(home.resolve("bin/javac"), "exit 1");
        environment.put("JAVA_HOME", home.toString());
    }

    /** Puts an {@code mvn} on the path that says what it was asked for, does what the script says, and builds. */
    void playMaven(String script) throws IOException {
        Path prepared = Files.createDirectories(root.resolve("prepared"));
        putDistribution(prepared);
        writeScript(
                bin.resolve("mvn"),
                "echo \"$*\" >>'" + root.resolve("mvn.calls") + "'\n" + script + "\nmkdir -p '" + target()
                        + "/quick'\ncp -R '" + prepared + "'/. '" + target() + "/quick'\n");
    }

    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), root, arguments);
    }

    Outcome run(Path launcher, Path directory, String... arguments) throws IOException, InterruptedException {
        return outcome(start(launcher, directory, "", arguments));
    }

    /** Starts the launcher with the given standard input. */
    Running start(Path launcher, Path directory, String input, String... arguments) throws IOException {
        javaStarts |= !List.of(arguments).equals(List.of("--version"));
        String[] command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        Path out = Files.createTempFile(bin, "out", "");
        Path err = Files.createTempFile(bin, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Files.writeString(Files.createTempFile(bin, "in", ""), input)
                        .toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    Outcome outcome(Running running) throws IOException, InterruptedException {
        Process process = running.process();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end; it said: " + Files.readString(running.err()));
        }
        javaStarts &= process.exitValue() != 3;
        return new Outcome(
                process.pid(), process.exitValue(), Files.readString(running.out()), Files.readString(running.err()));
    }

    /** Waits for the archive that a start makes behind its back; a folder cannot be removed under it. */
    void awaitArchive() {
        if (javaStarts) {
            await().atMost(PATIENCE).until(() -> {
                try (Stream<Path> files = Files.list(dist())) {
                    List<String> names =
                            files.map(file -> file.getFileName().toString()).toList();
                    return names.stream().anyMatch(name -> name.endsWith(".for"))
                            && names.stream().noneMatch(name -> name.endsWith(".lock"));
                }
            });
        }
    }

    private static void putDistribution(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/io/clicouncil/cli"));
        try (ZipOutputStream empty = new ZipOutputStream(Files.newOutputStream(jar(folder)))) {
            empty.finish();
        }
        Files.copy(Path.of("target/classes/io/clicouncil/cli/version"), classes.resolve("version"));
    }

    private static void setAge(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static Path jar(Path folder) {
        return folder.resolve("council-cli-1-all.jar");
    }

    private static void writeScript(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }
}
