package io.clicouncil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A user at a terminal, with the real launcher, a project and a home. */
final class Console {
    private final Path folder;
    private final SourceTree tree;
    private final Project project;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Sits down before a project.
     *
     * @param folder what this test may write to
     * @param tree the launcher, with its archive of classes: making one takes longer than most tests
     */
    Console(Path folder, SourceTree tree) throws IOException {
        this.folder = folder;
        this.tree = tree;
        project = Project.make(folder);
        environment.putAll(project.environment());
        environment.put("TERM", "xterm-256color");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.remove("CI");
        environment.remove("NO_COLOR");
    }

    /** The real launcher in a folder, ready to start quickly. A class that needs it is skipped without pseudo terminals. */
    static SourceTree launcher(Path folder) throws Exception {
        Pty.require();
        SourceTree tree = new SourceTree(folder, "tree");
        tree.putRealDistribution();
        tree.run("--help");
        tree.awaitArchive();
        return tree;
    }

    Project project() {
        return project;
    }

    /** What the command sees; it may be changed. */
    Map<String, String> environment() {
        return environment;
    }

    /** Types a command in a window of this size. */
    Pty council(int columns, int rows, String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of(tree.launcher().toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return Pty.start(folder, project.root(), environment, columns, rows, command);
    }
}
