package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import reactor.core.publisher.Mono;

/** A folder with a user's home, a repository made by native git, and the council's provider beside it. */
final class GitSandbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger RUNS = new AtomicInteger();

    final Path folder;
    final Path home;
    final Path repository;
    final PlainRunner runner = new PlainRunner();
    final Map<String, String> environment;
    final GitWorkspaceProvider provider;
    private final List<RunWorkspaces> opened = new ArrayList<>();

    GitSandbox(Path temporary) {
        try {
            folder = Files.createDirectories(temporary).toRealPath();
            home = Files.createDirectories(folder.resolve("home"));
            repository = Files.createDirectories(folder.resolve("the repo"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        environment = Map.of(
                "PATH",
                Objects.requireNonNull(System.getenv("PATH")),
                "HOME",
                home.toString(),
                "LC_ALL",
                "C.UTF-8",
                "GIT_CONFIG_NOSYSTEM",
                "1");
        provider = new GitWorkspaceProvider(folder.resolve("workspaces"), runner, environment);
    }

    /** A repository with a user and one commit of a few plain files. */
    static GitSandbox withSample(Path temporary) {
        GitSandbox sandbox = empty(temporary);
        sandbox.write("README.md", "one\ntwo\nthree\n");
        sandbox.write("src/Main.java", "class Main {}\n");
        sandbox.write("src/test/MainTest.java", "class MainTest {}\n");
        sandbox.write(".gitignore", "*.log\n/build/\n");
        sandbox.commitAll("first");
        return sandbox;
    }

    static GitSandbox empty(Path temporary) {
        GitSandbox sandbox = new GitSandbox(temporary);
        sandbox.git("init", "-q", "-b", "trunk");
        sandbox.git("config", "user.name", "Ada Example");
        sandbox.git("config", "user.email", "ada@example.org");
        return sandbox;
    }

    /** What a command printed, one character for each byte. */
    record Output(int exitCode, String text, String errors) {}

    /** Runs native git in the repository; it must succeed. */
    String git(String... arguments) {
        return gitIn(repository, arguments);
    }

    String gitIn(Path directory, String... arguments) {
        Output output = tryGit(directory, Map.of(), arguments);
        assertThat(output.exitCode())
                .as("git %s: %s", String.join(" ", arguments), output.errors())
                .isZero();
        return output.text();
    }

    Output tryGit(Path directory, Map<String, String> more, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(directory, more, command);
    }

    /** Runs a shell script, for what Java cannot do to a file system. */
    String shell(Path directory, String script) {
        Output output = run(directory, Map.of(), List.of("sh", "-e", "-c", script));
        assertThat(output.exitCode()).as("%s: %s", script, output.errors()).isZero();
        return output.text();
    }

    private Output run(Path directory, Map<String, String> more, List<String> command) {
        try {
            Path errors = Files.createTempFile(folder, "errors", "");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().putAll(more);
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] bytes = process.getInputStream().readAllBytes();
            int exitCode = process.waitFor();
            String said = Files.readString(errors, ISO_8859_1);
            Files.delete(errors);
            return new Output(exitCode, new String(bytes, ISO_8859_1), said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void write(String path, String text) {
        writeIn(repository, path, text.getBytes(UTF_8));
    }

    static void writeIn(Path root, String path, String text) {
        writeIn(root, path, text.getBytes(UTF_8));
    }

    static void writeIn(Path root, String path, byte[] content) {
        try {
            Path file = GitPath.of(path).in(root);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String read(Path root, String path) {
        try {
            return Files.readString(GitPath.of(path).in(root), ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String commitAll(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return head();
    }

    String head() {
        return git("rev-parse", "HEAD").strip();
    }

    RepositoryState inspect() {
        return await(provider.inspect(repository, "HEAD"));
    }

    RunWorkspaces open() {
        return open(inspect());
    }

    RunWorkspaces open(RepositoryState state) {
        RunWorkspaces run = await(provider.open(state, "20261121-093012-r" + RUNS.incrementAndGet()));
        opened.add(run);
        return run;
    }

    /** Opens a run that may have been there before. */
    RunWorkspaces reopen(String runId) {
        RunWorkspaces run = await(provider.open(inspect(), runId));
        opened.add(run);
        return run;
    }

    /** A workspace of a new run at the head. */
    Workspace lease() {
        return await(open().lease(LeaseRequest.of("agent", head())));
    }

    static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    static void finish(Mono<Void> mono) {
        mono.block(PATIENCE);
    }

    /** Every file below a folder with its content, type and permissions, to be compared with later. */
    static Map<String, String> photograph(Path root) {
        Map<String, String> picture = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                FileStat stat = FileStat.of(file);
                String content = stat.isRegular()
                        ? Files.readString(file, ISO_8859_1)
                        : stat.isLink() ? Files.readSymbolicLink(file).toString() : "";
                String shown = content.length() <= 200
                        ? content
                        : content.length() + " bytes "
                                + new ObjectInserter.Formatter()
                                        .idFor(Constants.OBJ_BLOB, content.getBytes(ISO_8859_1))
                                        .name();
                picture.put(root.relativize(file).toString(), Integer.toOctalString(stat.mode()) + " " + shown);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return picture;
    }

    /** All that apply may touch or must leave: working tree, index, references and logs; not objects, not our state. */
    Map<String, String> everythingOfTheUser() {
        return everythingOfTheUserIn(repository);
    }

    static Map<String, String> everythingOfTheUserIn(Path repository) {
        Map<String, String> picture = new HashMap<>(photograph(repository));
        picture.keySet().removeIf(name -> name.startsWith(".git/objects") || name.startsWith(".git/council"));
        return picture;
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        opened.forEach(run -> finish(run.close()));
    }
}
