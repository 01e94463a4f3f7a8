package io.clicouncil.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Mount.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolchainsTest {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void makeAHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    @Test
    void programsAreSeenAndCachesSeemToBeWritable() throws IOException {
        for (String place :
                List.of(".sdkman/candidates", ".cargo/bin", ".cargo/registry", ".m2/repository", "go/pkg")) {
            Files.createDirectories(home.resolve(place));
        }

        assertThat(seen(Map.of()))
                .containsExactly(
                        Mount.read(home.resolve(".sdkman")),
                        Mount.read(home.resolve(".cargo/bin")),
                        Mount.layer(home.resolve(".m2/repository")),
                        Mount.layer(home.resolve(".cargo/registry")),
                        Mount.layer(home.resolve("go/pkg")));
    }

    @Test
    void downloadsAreWhereTheEnvironmentSays() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("caches/pip"));

        assertThat(seen(Map.of("XDG_CACHE_HOME", folder.resolve("caches").toString())))
                .containsExactly(Mount.layer(elsewhere));
    }

    /** The last four tell where a daemon listens that would work outside of the walls. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".m2/settings-security.xml",
                ".cargo/credentials",
                ".cargo/credentials.toml",
                ".gem/credentials",
                ".ivy2/.credentials",
                ".sbt/.credentials",
                ".nuget/NuGet/NuGet.Config",
                ".config/git/credentials",
                ".git-credentials",
                ".pypirc",
                ".netrc",
                ".docker/config.json",
                ".ssh/id_ed25519",
                ".aws/credentials",
                ".gradle/daemon/9.1/registry.bin",
                ".sbt/1.0/server/abc/sock",
                ".cache/bazel/_bazel_me/abc/server/command_port",
                "go/src/mine/main.go"
            })
    void credentialsBesideCachesAreNeverSeen(String secret) throws IOException {
        Path file = home.resolve(secret);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "fake");
        for (String cache : List.of(".m2/repository", ".gradle/caches", ".cargo/registry", ".docker/bin", "go/bin")) {
            Files.createDirectories(home.resolve(cache));
        }
        String path = home + "/.docker/bin:" + home + "/go/bin:" + home + ":" + folder;

        assertThat(seen(Map.of("PATH", path)))
                .isNotEmpty()
                .noneMatch(mount -> file.startsWith(mount.source()) || file.startsWith(mount.target()));
    }

    @Test
    void whatWasUnpackedSomewhereIsSeenWholeAndASingleProgramAlone() throws IOException {
        Path maven = Files.createDirectories(home.resolve("tools/maven/bin"));
        Files.createDirectory(home.resolve("tools/maven/lib"));
        Path own = Files.createDirectory(home.resolve("bin"));
        Files.createDirectory(home.resolve("lib"));
        Path packages = folder.resolve("node_modules");
        Path linked = Files.createDirectories(packages.resolve(".bin"));
        Path java = Files.createDirectory(folder.resolve("jdk"));
        String path = maven + ":" + own + ":relative:" + linked + ":/usr/bin:" + folder.resolve("gone");

        assertThat(seen(Map.of("PATH", path, "JAVA_HOME", java.toString())))
                .containsExactly(
                        Mount.read(home.resolve("tools/maven")),
                        Mount.read(own),
                        Mount.read(packages),
                        Mount.read(java));
    }

    @Test
    void theTreeOfAProjectIsNotSeenForTheProgramsInIt() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("project/bin"));
        Files.createDirectory(folder.resolve("project/lib"));
        Files.createDirectory(folder.resolve("project/.git"));

        assertThat(seen(Map.of("PATH", programs.toString()))).containsExactly(Mount.read(programs));
    }

    @Test
    void settingsAreSeenInACopy() throws IOException {
        Files.writeString(home.resolve(".npmrc"), "fund=false\n//localhost/:_authToken=fake\n");
        Path copy = folder.resolve("layers/settings/.npmrc");

        assertThat(seen(Map.of())).containsExactly(new Mount(Kind.LAYER, copy, home.resolve(".npmrc")));
        assertThat(copy).hasContent("fund=false\n");
    }

    private List<Mount> seen(Map<String, String> environment) {
        return Toolchains.of(home, environment, folder.resolve("layers"));
    }
}
