package io.clicouncil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command as it is shipped, in a JVM of its own. */
final class Distribution {
    private Distribution() {}

    /** A command line that calls the shipped jar. */
    static List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it outside of any supervisor of ours, so that it can be signalled by its process id. */
    static Process start(Project project, Path out, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command(arguments)).directory(project.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(project.environment());
        return builder.redirectOutput(out.toFile())
                .redirectError(out.resolveSibling(out.getFileName() + ".err").toFile())
                .start();
    }

    /** Sends a signal. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.getFileName().toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the distribution is not built: mvn package"))
                    .toAbsolutePath();
        }
    }
}
