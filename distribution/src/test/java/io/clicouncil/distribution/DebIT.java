package io.clicouncil.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.distribution.Installation.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, unpacked as dpkg does. */
class DebIT {
    @TempDir
    Path folder;

    private Path deb;
    private Installation user;

    @BeforeEach
    void findDpkg() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")));
        deb = Installation.packed(".deb");
        user = new Installation(folder, Path.of("/usr/bin/dpkg-deb"));
    }

    @Test
    void needsGitAndAJavaAndLikesWalls() throws Exception {
        assertThat(user.call("-f", deb.toString(), "Package", "Architecture", "Depends", "Recommends")
                        .out())
                .isEqualTo("""
                        Package: council
                        Architecture: all
                        Depends: git, default-jre-headless (>= 2:1.17) | java17-runtime-headless
                        Recommends: bubblewrap
                        """);
    }

    @Test
    void runsFromItsPlaceOnThePath() throws Exception {
        Path root = folder.resolve("root");
        user.call("-x", deb.toString(), root.toString());
        Installation council = new Installation(folder, root.resolve("usr/bin/council"));

        Outcome demo = council.call("demo");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        council.awaitArchive(root.resolve("usr/share/council/lib"));
    }

    @Test
    void putsManualAndCompletionWhereManAndShellsLook() throws Exception {
        Path root = folder.resolve("root");
        user.call("-x", deb.toString(), root.toString());

        assertThat(root.resolve("usr/share/man/man1/council-run.1")).isNotEmptyFile();
        for (String completion : List.of(
                "bash-completion/completions/council",
                "zsh/vendor-completions/_council",
                "fish/vendor_completions.d/council.fish")) {
            assertThat(root.resolve("usr/share").resolve(completion)).isNotEmptyFile();
        }
        assertThat(root.resolve("usr/share/doc/council/copyright")).content().contains("Apache-2.0");
        assertThat(root.resolve("usr/share/doc/council")).isDirectoryNotContaining("glob:**/lib");
    }
}
