package io.clicouncil.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The walls around a command: beside the programs and settings of the operating system it sees what is mounted, and
 * nothing else. Its processes have ids, an IPC space and a name of their own, and no privilege.
 *
 * @param mounts what it sees, what comes later over what comes before
 * @param layers an absolute folder for what it writes into {@link Mount.Kind#LAYER layers}; made where it is needed
 * @param network which hosts it reaches
 * @since 0.1
 */
public record Sandbox(List<Mount> mounts, Path layers, Network network) {
    /** Takes a copy. */
    public Sandbox {
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(network, "network");
        if (!layers.isAbsolute()) {
            throw new IllegalArgumentException("the folder for layers is not absolute: " + layers);
        }
    }

    /** The same, with one more place to see. */
    public Sandbox with(Mount mount) {
        List<Mount> more = new ArrayList<>(mounts);
        more.add(mount);
        return new Sandbox(more, layers, network);
    }
}
