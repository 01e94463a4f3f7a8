package io.clicouncil.worktrees;

import io.clicouncil.process.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What processes behind walls have of their own for one workspace: a git directory, and what they write into layers. */
final class PrivateView {
    /** No agent has a name that begins so. */
    private static final String FOLDER = ".views";

    private final RunContext run;
    private final Path folder;

    /** That of the workspace of this name. */
    PrivateView(RunContext run, String name) {
        this.run = run;
        this.folder = all(run).resolve(name);
    }

    /** Where what is written into layers is kept. */
    Path layers() {
        return folder.resolve("layers");
    }

    /** What is seen. The git directory is made where it is not there. */
    List<Mount> mounts(Registration registration) throws IOException {
        Path git = folder.resolve("git");
        if (!Files.exists(git)) {
            Folders.make(folder);
            Path unfinished = run.newFolder("git");
            new PrivateGit(run, unfinished).make(registration);
            Files.move(unfinished, git, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PrivateGit(run, git).mounts(registration);
    }

    /** Takes it away; it is deleted later. */
    void remove() throws IOException {
        remove(run, folder);
    }

    /** Takes away whatever is left of any. */
    static void removeAll(RunContext run) throws IOException {
        remove(run, all(run));
    }

    private static Path all(RunContext run) {
        return run.directory().resolve(FOLDER);
    }

    private static void remove(RunContext run, Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Folders.moveInto(run.stage(), folder);
        }
    }
}
