package io.clicouncil.adapters.process;

import io.clicouncil.process.Mount;
import io.clicouncil.text.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns mounts into options of bubblewrap, and into overlays that are mounted before it starts. */
final class MountPlan {
    private static final int NAME = 16;

    private final Path layers;
    private final boolean layered;
    private final List<Mount> mounts = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<Overlay> overlays = new ArrayList<>();

    /**
     * A plan without any mount.
     *
     * @param layers the folder for layers
     * @param layered whether overlays can be mounted
     */
    MountPlan(Path layers, boolean layered) {
        this.layers = layers;
        this.layered = layered && Overlay.canBeOf(layers);
    }

    /** The options, in order. */
    List<String> options() {
        return options;
    }

    /** The overlays. */
    List<Overlay> overlays() {
        return overlays;
    }

    void add(Mount mount) {
        try {
            switch (mount.kind()) {
                case READ -> bind("--ro-bind-try", mount.source(), mount);
                case WRITE -> bind("--bind-try", mount.source(), mount);
                case LAYER -> layer(mount);
                case EMPTY -> bind("--bind", Files.createDirectories(own(mount)), mount);
            }
            mounts.add(mount);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Shows the program that is run, with the package that it is part of, where nothing else does. */
    void addProgram(Path program) {
        Programs.around(program).stream()
                .filter(place -> mounts.stream()
                        .noneMatch(mount -> mount.kind() != Mount.Kind.EMPTY && place.startsWith(mount.target())))
                .map(Mount::read)
                .toList()
                .forEach(this::add);
    }

    private void layer(Mount mount) throws IOException {
        if (Files.isRegularFile(mount.source())) {
            copy(mount);
        } else if (!Files.isDirectory(mount.source())) {
            // In a folder of the command's own it makes itself what it needs there: a file or a folder.
            if (folderAround(mount).isEmpty()) {
                bind("--bind", Files.createDirectories(own(mount)), mount);
            }
        } else if (layered && Overlay.canBeOf(mount.source())) {
            Path folder = folder(mount);
            Layers.make(folder);
            overlays.add(new Overlay(mount.source().toString(), folder));
            bind("--bind", Layers.seen(folder), mount);
        } else {
            bind("--ro-bind-try", mount.source(), mount);
        }
    }

    /** In a folder of the command's own it is a file like others: one that is mounted could not be replaced by a rename. */
    private void copy(Mount mount) throws IOException {
        Optional<Mount> around = folderAround(mount);
        if (around.isPresent()) {
            clearTheWayTo(mount);
            place(mount, own(around.get()).resolve(around.get().target().relativize(mount.target())));
        } else {
            Path copy = folder(mount).resolve("file");
            place(mount, copy);
            bind("--bind", copy, mount);
        }
    }

    /** The folder of the command's own in which that is seen, if it is in one. */
    private Optional<Mount> folderAround(Mount mount) {
        return mounts.stream()
                .filter(other ->
                        other.kind() == Mount.Kind.EMPTY && mount.target().startsWith(other.target()))
                .findFirst();
    }

    /**
     * Whoever may write into a folder may lay links there, and where something is seen below it later, we or bubblewrap
     * would follow them, outside of any walls.
     */
    private void clearTheWayTo(Mount mount) throws IOException {
        for (Mount other : mounts) {
            boolean own = other.kind() == Mount.Kind.EMPTY;
            if (mount.target().startsWith(other.target()) && (own || other.kind() == Mount.Kind.WRITE)) {
                Path here = own ? own(other) : other.source();
                for (Path part : other.target().relativize(mount.target())) {
                    here = here.resolve(part);
                    if (Files.isSymbolicLink(here)) {
                        if (!own) {
                            throw new IOException("a link is in the way: " + here);
                        }
                        Files.delete(here);
                    }
                }
            }
        }
    }

    private static void place(Mount mount, Path copy) throws IOException {
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(copy.resolveSibling(".").normalize());
            Files.copy(mount.source(), copy);
        }
    }

    private void bind(String option, Path source, Mount mount) throws IOException {
        clearTheWayTo(mount);
        options.addAll(List.of(option, source.toString(), mount.target().toString()));
    }

    private Path own(Mount mount) {
        return folder(mount).resolve("own");
    }

    /** The same for all commands with these layers. */
    private Path folder(Mount mount) {
        return layers.resolve(Digest.sha256(mount.target().toString()).substring(0, NAME));
    }
}
