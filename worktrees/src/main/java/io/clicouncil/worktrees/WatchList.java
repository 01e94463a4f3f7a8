package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that decide what the user's git runs and where it looks: configuration, hooks, attributes, ignore rules,
 * alternates and the pointers of working trees; of the repository, of its submodules, of its other working trees, and of
 * the user.
 */
final class WatchList {
    private static final List<String> OF_A_REPOSITORY = List.of(
            "config",
            "config.worktree",
            "commondir",
            "info/attributes",
            "info/exclude",
            "info/grafts",
            "objects/info/alternates",
            "objects/info/http-alternates",
            "shallow");
    private static final List<String> OF_A_WORKTREE = List.of("config.worktree", "commondir", "gitdir");
    private static final int HOOKS_DEEP = 3;
    private static final int MODULES_DEEP = 12;

    private final List<Path> paths = new ArrayList<>();
    private final SortedMap<Path, WatchedFile> found = new TreeMap<>();

    private WatchList() {}

    /** What is there of them now. */
    static SortedMap<Path, WatchedFile> read(RunContext run) throws IOException {
        WatchList list = new WatchList();
        list.addRepository(run.layout().commonDirectory());
        list.addModules(run.layout().commonDirectory().resolve("modules"), MODULES_DEEP);
        for (Path gitDirectory : usersDirectories(run)) {
            OF_A_WORKTREE.forEach(name -> list.paths.add(gitDirectory.resolve(name)));
        }
        list.paths.add(run.layout().root().resolve(".git"));
        list.paths.addAll(run.settings().userFiles());
        for (Path path : list.paths) {
            list.add(path);
        }
        return list.found;
    }

    /** The administrative folders of the working trees that are the user's and no council's. */
    static List<Path> usersDirectories(RunContext run) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(run.layout().commonDirectory()));
        for (Path entry : Registration.all(run.registry())) {
            if (!String.valueOf(entry.getFileName()).startsWith("council-") && Folders.isFolder(entry)) {
                folders.add(entry);
            }
        }
        return folders;
    }

    private void addRepository(Path gitDirectory) throws IOException {
        OF_A_REPOSITORY.forEach(name -> paths.add(gitDirectory.resolve(name)));
        addHooks(gitDirectory.resolve("hooks"), HOOKS_DEEP);
    }

    private void addHooks(Path place, int deep) throws IOException {
        if (Folders.isFolder(place) && deep > 0) {
            for (Path child : Folders.list(place)) {
                addHooks(child, deep - 1);
            }
        } else {
            paths.add(place);
        }
    }

    /** A submodule's name may hold slashes, so its folder may lie deep. */
    private void addModules(Path folder, int deep) throws IOException {
        for (Path child : deep == 0 ? List.<Path>of() : Folders.list(folder)) {
            if (Files.exists(child.resolve("HEAD"))) {
                addRepository(child);
                addModules(child.resolve("modules"), deep - 1);
            } else {
                addModules(child, deep - 1);
            }
        }
    }

    private void add(Path path) throws IOException {
        FileStat stat = FileStat.ofExisting(path);
        if (stat != null && !stat.isFolder()) {
            found.put(path, WatchedFile.read(path));
        }
    }
}
