package io.clicouncil.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.distribution.Installation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zip, unpacked and run. */
class ZipIT {
    private static final String VERSION = System.getProperty("distribution.version");

    @TempDir
    Path folder;

    @Test
    void runsTheDemoAndMakesItsArchiveBesideTheJar() throws Exception {
        Installation council = Installation.unzipped(folder, "council");

        Outcome demo = council.call("demo");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("Winner");
        assertThat(council.awaitArchive(council.file("lib"))).isNotEmptyFile();
        assertThat(council.sourceOfMain()).contains("shared objects file");
        assertThat(council.home().resolve(".cache/council/classes")).doesNotExist();
    }

    @Test
    void keepsTheArchiveInTheUsersCacheWhereItIsInstalledByOthers() throws Exception {
        Installation council = Installation.unzipped(folder, "council");
        council.callAsAStranger();
        assumeTrue(council.call("--version").exitCode() == 0, "a user who cannot write there");

        assertThat(council.call("--help").exitCode()).isZero();

        Path cache = council.home()
                .resolve(".cache/council/classes" + council.file(".").toRealPath());
        assertThat(council.awaitArchive(cache)).isNotEmptyFile();
        assertThat(council.sourceOfMain()).contains("shared objects file");
        try (Stream<Path> beside = Files.list(council.file("lib"))) {
            assertThat(beside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("council.jar", "launch.sh", "version");
        }
    }

    @Test
    void makesTheArchiveAnewForAnotherBuildAtTheSamePlace() throws Exception {
        Installation council = Installation.unzipped(folder, "council");
        council.call("--help");
        Path archive = council.awaitArchive(council.file("lib"));
        Path stamp = archive.resolveSibling(archive.getFileName() + ".for");
        Files.writeString(council.file("lib/version"), VERSION + "\nanother\n");

        council.call("--help");

        await().atMost(Duration.ofMinutes(4))
                .until(() -> Files.exists(stamp) && Files.readString(stamp).startsWith("another "));
        council.awaitArchive(council.file("lib"));
    }

    @ParameterizedTest
    @CsvSource({
        "--version,          council ",
        "completion bash,    # bash completion for council",
        "completion zsh,     #compdef council",
        "completion fish,    # fish completion for council",
    })
    void answersWithoutAJvmThroughALinkAndAPathWithSpaces(String arguments, String beginning) throws Exception {
        Installation real = Installation.unzipped(folder, "a pâth with spaces");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real.file("bin/council"));
        Installation council = new Installation(folder, link);
        council.environment.put("JAVA_HOME", "/nowhere");

        Outcome outcome = council.call(arguments.split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith(beginning);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void saysTheSameWithAndWithoutAJvm() throws Exception {
        Installation council = Installation.unzipped(folder, "council");

        assertThat(council.call("-V").out()).isEqualTo("council " + VERSION + "\n");
        for (String shell : List.of("bash", "zsh", "fish")) {
            assertThat(council.call("-q", "completion", shell).out())
                    .isEqualTo(council.call("completion", shell).out());
        }
        council.awaitArchive(council.file("lib"));
    }

    @Test
    void holdsManualLicencesAndABillOfMaterials() throws IOException {
        Installation council = Installation.unzipped(folder, "council");

        assertThat(council.file("man/man1/council-run.1")).content().contains("council " + VERSION.replace("-", "\\-"));
        assertThat(council.file("LICENSE")).content().contains("Apache License");
        assertThat(council.file("NOTICE")).content().contains("CLI Council");
        assertThat(council.file("README.md")).content().startsWith("# CLI Council " + VERSION + "\n");
        assertThat(council.file("THIRD-PARTY.txt")).content().contains("info.picocli:picocli", "org.slf4j:slf4j-api");
        assertThat(council.file("council-sbom.cyclonedx.json"))
                .content()
                .contains(
                        "\"bomFormat\" : \"CycloneDX\"",
                        "pkg:maven/info.picocli/picocli@",
                        "pkg:maven/org.xerial/sqlite-jdbc@")
                .doesNotContain("junit", System.getProperty("user.home"));
    }
}
