package io.clicouncil.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs scripts as a CI server does: by bash, in a folder, with an environment. */
final class Bash {
    private static final int PATIENCE_MINUTES = 4;

    /** What a script left. */
    record Outcome(int exitCode, String printed) {}

    private final Path bin;
    private final Map<String, String> environment;

    /**
     * Scripts that find these programs first.
     *
     * @param folder gets a folder of programs, with the command itself as {@code council}
     */
    Bash(Path folder, Map<String, String> environment) throws IOException {
        this.bin = Files.createDirectories(folder.resolve("bin"));
        this.environment = new HashMap<>(environment);
        this.environment.put("PATH", bin + File.pathSeparator + environment.get("PATH"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        program(
                "council",
                "exec '" + java + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.clicouncil.cli.Main \"$@\"\n");
    }

    /** Puts a program in place. */
    Path program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** Runs a script to its end. */
    Outcome run(Path directory, Map<String, String> more, String script) throws IOException, InterruptedException {
        Path out = Files.createTempFile(bin, "out", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the script did not end: " + Files.readString(out));
        }
        return new Outcome(process.exitValue(), Files.readString(out));
    }
}
