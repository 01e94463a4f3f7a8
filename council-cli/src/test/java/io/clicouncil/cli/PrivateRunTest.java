package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a user whose files everybody may read and change, unless a program thinks of it. */
class PrivateRunTest {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    @TempDir
    Path folder;

    @Test
    void whatARunLeavesIsItsOwnersAlone() throws IOException {
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put(
                "flaky",
                "cat >/dev/null; if [ $COUNCIL_ATTEMPT = 1 ]; then echo left >half;"
                        + " echo '{\"cost_usd\": 0.01, \"failure\": \"OVERLOADED\"}'; exit 1; fi;"
                        + " echo right >file.txt; echo '{\"cost_usd\": 0.20}'");
        agents.put("wrong", "cat >/dev/null; echo worse >file.txt; echo '{\"cost_usd\": 0.05}'");
        Project project = Project.make(folder).configure(agents);
        project.write(
                        "council.yml",
                        Files.readString(project.root().resolve("council.yml"))
                                .replace(
                                        "limits: {", "setup: { run: [\"echo set up\"] }\nlimits: { dailyBudget: 5.00,"))
                .commit("configured");

        CommandResult result = project.run(
                List.of(
                        "sh",
                        "-c",
                        "umask 000; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.clicouncil.cli.Main",
                        "run",
                        "mend it"),
                folder.resolve("out"));

        assertThat(result.exitCode())
                .as(Files.readString(folder.resolve("out.err")))
                .isZero();
        assertThat(open(project.root().resolve(".git/council"))).isEmpty();
        assertThat(open(folder.resolve("home"))).isEmpty();
    }

    /** What others may look into, by its path below. */
    private static List<String> open(Path top) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.skip(1).sorted().toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
                if (!(Files.isDirectory(path) ? FOLDER : FILE).containsAll(permissions)) {
                    open.add(top.relativize(path) + " " + PosixFilePermissions.toString(permissions));
                }
            }
        }
        return open;
    }
}
