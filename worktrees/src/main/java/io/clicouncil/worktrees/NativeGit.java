package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The git command, for the few things that only it does exactly: content filters, line ends, encodings. This class alone
 * builds its command lines. Every call names its own working tree and its own index, which nobody else can have written,
 * and runs no hook; the filters are those that the user's configuration named when the run began.
 */
final class NativeGit {
    /** Downloading large files through a filter may take its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final long LEAST_SPACE = 1 << 16;

    private final CommandRunner runner;
    private final Map<String, String> environment;
    private final RepositoryLayout layout;
    private final Path scratch;
    private final Path reports;
    private final Map<String, String> filters;

    /**
     * A command on one repository.
     *
     * @param scratch a folder for its input and output
     * @param reports a folder that keeps what it said when it failed
     * @param filters the only filters that may run, as {@link Settings#filters()}
     */
    NativeGit(
            CommandRunner runner,
            Map<String, String> environment,
            RepositoryLayout layout,
            Path scratch,
            Path reports,
            Map<String, String> filters) {
        this.runner = runner;
        this.environment = environment;
        this.layout = layout;
        this.scratch = scratch;
        this.reports = reports;
        this.filters = filters;
    }

    /**
     * Runs one plumbing command and waits for it.
     *
     * @return what it printed
     */
    byte[] run(Path workTree, Path index, byte[] input, String... arguments) throws IOException {
        Path folder = execute(workTree, index, input, List.of(arguments));
        byte[] output = Files.readAllBytes(folder.resolve("out"));
        Folders.delete(folder);
        return output;
    }

    /** The same without input, and with a file that takes what it prints, however much that is. */
    void runTo(Path output, Path workTree, Path index, String... arguments) throws IOException {
        Path folder = execute(workTree, index, new byte[0], List.of(arguments));
        Files.move(folder.resolve("out"), output);
        Folders.delete(folder);
    }

    private Path execute(Path workTree, Path index, byte[] input, List<String> arguments) throws IOException {
        Folders.make(scratch);
        Path folder = Files.createTempDirectory(scratch, "git-");
        CommandSpec spec = new CommandSpec(
                commandLine(folder, arguments),
                workTree,
                environment(workTree, index),
                Files.write(folder.resolve("in"), input),
                folder.resolve("out"),
                folder.resolve("err"),
                CommandLimits.time(PATIENCE),
                StopSignal.create());
        CommandEvent.@Nullable Ended end =
                runner.run(spec).ofType(CommandEvent.Ended.class).blockLast();
        if (end == null || !end.result().succeeded()) {
            requireSpace(arguments.get(0), workTree, scratch);
            throw failure(end == null ? null : end.result(), arguments.get(0), folder.resolve("err"));
        }
        return folder;
    }

    /** Paths as git reads them from its standard input with {@code -z}. */
    static byte[] zeroTerminated(Collection<GitPath> paths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (GitPath path : paths) {
            out.writeBytes(path.bytes());
            out.write(0);
        }
        return out.toByteArray();
    }

    private List<String> commandLine(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        Map<String, String> overrides = new TreeMap<>();
        // A filter that somebody named since then is switched off: git has no switch for all of them.
        Settings.load(layout, environment)
                .filters()
                .keySet()
                .forEach(key -> overrides.put(key, key.endsWith(".required") ? "false" : ""));
        overrides.putAll(filters);
        overrides.put("core.hooksPath", folder.resolve("no-hooks").toString());
        overrides.put("core.fsmonitor", "false");
        overrides.put("core.splitIndex", "false");
        overrides.put("core.safecrlf", "false");
        overrides.put("gc.auto", "0");
        overrides.put("maintenance.auto", "false");
        overrides.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> environment(Path workTree, Path index) {
        Map<String, String> child = new TreeMap<>(environment);
        child.keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_CONFIG_"));
        child.put("GIT_DIR", layout.commonDirectory().toString());
        child.put("GIT_WORK_TREE", workTree.toString());
        child.put("GIT_INDEX_FILE", index.toString());
        child.put("GIT_TERMINAL_PROMPT", "0");
        child.put("GIT_OPTIONAL_LOCKS", "0");
        // An agent can replace objects in the middle of a run, and its files would not be those of its commit.
        child.put("GIT_NO_REPLACE_OBJECTS", "1");
        return child;
    }

    /** Git does not always say why it could not write a file, and a disk without space is the likeliest reason. */
    private static void requireSpace(String command, Path... folders) throws IOException {
        for (Path folder : folders) {
            if (Files.getFileStore(folder).getUsableSpace() < LEAST_SPACE) {
                throw new IOException("`git " + command + "`: " + Blocking.NO_SPACE);
            }
        }
    }

    private CouncilException failure(@Nullable CommandResult result, String command, Path errors) throws IOException {
        if (result == null || result.ending() == CommandResult.Ending.NOT_FOUND) {
            return CouncilException.environment("This needs the git command (for filters, line ends, encodings or a"
                    + " patch), and there is none on the PATH. Install git.");
        }
        // What a filter printed may hold a secret, so it stays in a file.
        Path report = Files.createTempFile(reports, "git-" + command + "-", ".log");
        if (Files.exists(errors)) {
            Files.copy(errors, report, StandardCopyOption.REPLACE_EXISTING);
        }
        return new CouncilException(
                Reason.ENVIRONMENT,
                "`git " + command + "` failed (" + result.ending() + ", exit code " + result.exitCode()
                        + "), perhaps by a filter of this repository. What it said is in " + report + ".");
    }
}
