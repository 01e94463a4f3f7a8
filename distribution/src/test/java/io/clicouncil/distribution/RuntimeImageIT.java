package io.clicouncil.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.clicouncil.distribution.Installation.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image with a JVM of its own, which only the profile {@code runtime} makes, where no Java is to be found. */
class RuntimeImageIT {
    private static final String PLATFORM = System.getProperty("distribution.platform", "");

    @TempDir
    Path folder;

    private Installation council;

    @BeforeEach
    void unpack() throws Exception {
        assumeFalse(PLATFORM.isEmpty(), "built without -Pruntime");
        String name = "council-" + System.getProperty("distribution.version") + "-" + PLATFORM;
        Installation user = new Installation(folder, Path.of("/bin/tar"));
        user.call("-xzf", Installation.packed("-" + PLATFORM + ".tar.gz").toString(), "-C", folder.toString());
        council = new Installation(folder, folder.resolve(name).resolve("bin/council"));
        council.environment.remove("JAVA_HOME");
        council.environment.put("PATH", pathWithoutJava());
    }

    @Test
    void runsTheDemoWithoutAnyOtherJava() throws Exception {
        assertThat(council.call(List.of("sh", "-c", "command -v java")).exitCode())
                .isNotZero();

        Outcome demo = council.call("demo");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(council.awaitArchive(council.file("lib"))).isNotEmptyFile();
        assertThat(council.sourceOfMain()).contains("shared objects file");
    }

    @Test
    void holdsEveryModuleThatTheJarNames() throws Exception {
        String jdeps = Path.of(System.getProperty("java.home"), "bin", "jdeps").toString();
        Outcome needed = council.call(List.of(
                jdeps,
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                council.file("lib/council.jar").toString()));
        Outcome held = council.call(List.of(council.file("runtime/bin/java").toString(), "--list-modules"));

        assertThat(needed.exitCode()).as(needed.err()).isZero();
        assertThat(held.out().lines().map(line -> line.replaceFirst("@.*", "")))
                .contains(needed.out().strip().split(","));
    }

    /** A folder of links to all that is on the PATH, but for Java. */
    private String pathWithoutJava() throws Exception {
        Path bin = Files.createDirectories(Path.of(System.getProperty("distribution.folder"), "without-java"));
        for (String place : System.getenv("PATH").split(":", -1)) {
            if (Files.isDirectory(Path.of(place))) {
                try (Stream<Path> tools = Files.list(Path.of(place))) {
                    for (Path tool : tools.toList()) {
                        Path link = bin.resolve(tool.getFileName());
                        if (!Files.isSymbolicLink(link)
                                && !tool.getFileName().toString().startsWith("java")) {
                            Files.createSymbolicLink(link, tool);
                        }
                    }
                }
            }
        }
        return bin.toString();
    }
}
