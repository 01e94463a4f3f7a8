package io.clicouncil.worktrees;

import io.clicouncil.workspace.RunRemains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Finds what runs have left, wherever they leave things. Whether one is alive, only the kernel's lock says. */
final class Remains {
    /** An id as the council makes them: users may have branches below {@code council/} as well. */
    private static final Pattern MADE = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-z]+");

    private final Places places;
    private final Path commonDirectory;
    private final List<String> branches = new ArrayList<>();
    private final List<Path> entries;

    private Remains(Places places, Path commonDirectory) throws IOException {
        this.places = places;
        this.commonDirectory = commonDirectory;
        this.entries = Registration.all(RunContext.registry(commonDirectory));
        try (Repository repository = Inspector.open(commonDirectory)) {
            for (Ref branch : repository.getRefDatabase().getRefsByPrefix(Branches.HEADS + "council/", Snapshot.REFS)) {
                branches.add(Branches.shortName(branch));
            }
        }
    }

    /** Of every run that left something or holds something, the oldest first: a run's id begins with its time. */
    static List<RunRemains> of(Places places, Path commonDirectory) throws IOException {
        Remains remains = new Remains(places, commonDirectory);
        List<RunRemains> all = new ArrayList<>();
        for (String runId : remains.runIds()) {
            all.add(remains.of(runId));
        }
        return all;
    }

    private Set<String> runIds() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (Path parent : places.byRun()) {
            for (Path file : Folders.list(parent)) {
                String name = file.getFileName().toString();
                ids.add(name.endsWith(".lock") ? name.substring(0, name.length() - ".lock".length()) : name);
            }
        }
        ids.remove("trash");
        for (Path entry : entries) {
            @Nullable String run = Registration.runOf(entry);
            if (run != null) {
                ids.add(run);
            }
        }
        ids.removeIf(id -> !Places.isRunId(id));
        for (String branch : branches) {
            String id = branch.split("/", -1)[1];
            if (MADE.matcher(id).matches()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private RunRemains of(String runId) throws IOException {
        Path workspaces = Registration.workspaces(places, runId, RunContext.registry(commonDirectory));
        Set<Path> worktrees = new TreeSet<>(Folders.list(workspaces));
        for (Path entry : entries) {
            @Nullable String pointer = runId.equals(Registration.runOf(entry)) ? Registration.worktreeOf(entry) : null;
            if (pointer != null && pointer.startsWith(workspaces + "/")) {
                worktrees.add(Folders.parentOf(Path.of(pointer)));
            }
        }
        boolean temporary = !ReferenceLocks.of(commonDirectory, runId).find().isEmpty();
        for (Path file : List.of(places.lock(runId), places.stage(runId), Places.trash(workspaces))) {
            temporary |= Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }
        return new RunRemains(
                runId,
                FileLocks.isHeld(places.lock(runId)),
                places.directory(runId),
                List.copyOf(worktrees),
                branches.stream()
                        .filter(branch -> branch.startsWith("council/" + runId + "/"))
                        .toList(),
                Interruption.isPending(places.directory(runId)),
                temporary);
    }
}
