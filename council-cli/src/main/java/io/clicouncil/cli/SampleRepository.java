package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The repository of the demo: a small program with a failing check, and three programs that play agents. */
final class SampleRepository {
    private static final List<String> FILES = List.of("README.md", "slug.sh", "check.sh", "council.yml");
    private static final List<String> AGENTS = List.of("free.sh", "cheap.sh", "dear.sh");
    private static final String COMMIT = "git init -q -b main && git add -A"
            + " && git -c user.name='CLI Council' -c user.email=council@localhost -c commit.gpgSign=false"
            + " -c core.hooksPath=/dev/null commit -q -m 'A program that makes slugs'";

    private SampleRepository() {}

    /** The task of the demo. */
    static String task() throws IOException {
        return new String(read("task.txt"), StandardCharsets.UTF_8).strip();
    }

    /**
     * Makes the repository.
     *
     * @param root the folder to make it in, new or empty
     * @param scratch a folder for what git prints
     */
    static void make(Path root, Path scratch, CommandRunner commands, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(root.resolve("agents"));
        for (String file : FILES) {
            Files.write(root.resolve(file), read(file));
        }
        for (String agent : AGENTS) {
            Files.write(root.resolve("agents").resolve(agent), read(agent));
        }
        Path messages = scratch.resolve("git.err");
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-c", COMMIT),
                root,
                environment,
                null,
                scratch.resolve("git.out"),
                messages,
                CommandLimits.time(Duration.ofMinutes(1)),
                StopSignal.create());
        CommandResult result = Objects.requireNonNull(
                        commands.run(spec).ofType(CommandEvent.Ended.class).blockLast())
                .result();
        if (!result.succeeded()) {
            throw CouncilException.environment("git could not make the sample repository: "
                    + (Files.exists(messages) ? Files.readString(messages).strip() : result.message()));
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleRepository.class.getResourceAsStream("demo/" + name))) {
            return in.readAllBytes();
        }
    }
}
