package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A council in a process of its own that kills itself on the way. */
final class Victim {
    static final String RUN = "20261121-101500-dead";
    static final String BRANCH = "council/" + RUN + "/agent";
    static final int KILLED = 137;

    private Victim() {}

    /** Runs it until it dies at that point, and expects it to. */
    static void dieAt(GitSandbox sandbox, String point, ApplyMode mode) throws Exception {
        Path log = sandbox.folder.resolve("victim.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Duser.home=" + sandbox.home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        sandbox.repository.toString(),
                        sandbox.folder.resolve("workspaces").toString(),
                        mode.name())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(new HashMap<>(sandbox.environment));
        builder.environment().put("COUNCIL_FAULT", point);
        assertThat(builder.start().waitFor())
                .as(() -> GitSandbox.read(sandbox.folder, "victim.log"))
                .isEqualTo(KILLED);
    }

    /** A run from its beginning to its end. */
    public static void main(String[] arguments) {
        GitWorkspaceProvider provider =
                new GitWorkspaceProvider(Path.of(arguments[1]), new PlainRunner(), Map.copyOf(System.getenv()));
        RepositoryState state = await(provider.inspect(Path.of(arguments[0]), "HEAD"));
        RunWorkspaces run = await(provider.open(state, RUN));
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", state.base())));
        work(workspace);
        finish(workspace.reset(Path.of(arguments[1]).resolveSibling("first.patch")));
        work(workspace);
        Change change = await(workspace.capture(capture()));
        await(run.apply(change, new ApplyRequest(ApplyMode.valueOf(arguments[2]), "applied\n")));
        finish(workspace.release());
        finish(run.close());
    }

    /** Edits, deletes and adds, and lets files and folders change places. */
    static void work(Workspace workspace) {
        writeIn(workspace.directory(), "README.md", "1\ntwo\nthree\n");
        writeIn(workspace.directory(), "deep/er/file", "new\n");
        try {
            Folders.delete(workspace.directory().resolve("src"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        writeIn(workspace.directory(), "src", "a file now\n");
    }

    static CaptureRequest capture() {
        return new CaptureRequest(BRANCH, "captured\n", List.of());
    }
}
