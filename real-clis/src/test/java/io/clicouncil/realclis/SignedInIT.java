package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the user has signed in is signed in behind walls, and leaves nothing in the user's home. */
@Tag("real-clis")
class SignedInIT {
    @ParameterizedTest
    @EnumSource(names = {"CLAUDE", "CODEX"})
    void worksWithoutSigningInAgainAndLeavesTheHomeAsItWas(RealCli cli) throws IOException {
        SandboxSupport support = new ZtCommandRunner().sandboxes();
        assumeTrue(support.available(), support.problem());
        try (OfflineCouncil council = new OfflineCouncil().seat(cli, cli.greeting())) {
            Map<String, String> before = new TreeMap<>();

            RunRecord run = council.signedInByFiles()
                    .settings("limits: { timeout: 3m, retries: 0 }\nsandbox: { mode: required }\n")
                    .run(event -> {
                        if (before.isEmpty()) {
                            before.putAll(files(council.home()));
                        }
                    });

            Candidate candidate = run.candidate(cli);
            assertThat(candidate.eligible()).as(candidate.reason()).isTrue();
            assertThat(candidate.sandbox()).isEqualTo(support.name());
            assertThat(files(council.home())).isEqualTo(before).isNotEmpty();
            council.awaitNoProcess();
        }
    }

    /** What the files of a folder hold. */
    private static Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return files;
    }
}
