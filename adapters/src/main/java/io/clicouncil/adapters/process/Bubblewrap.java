package io.clicouncil.adapters.process;

import io.clicouncil.process.Network.Reach;
import io.clicouncil.process.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts walls around commands by bubblewrap, which makes namespaces of the kernel's without being root. Layers are mounted
 * by {@code mount} in a namespace around that: bubblewrap itself knows them only since 0.11. What cannot be layered, as
 * where the layers would lie on another overlay, is at least seen.
 *
 * @param program where bubblewrap is
 * @param system the mounts that every command gets
 * @param user as whom a command finds itself inside; whoever is root outside is nobody special inside
 * @param layered what makes a mount namespace here, or nothing where layers cannot be mounted
 */
record Bubblewrap(String program, List<String> system, Identity user, List<String> layered) {
    private static final String WITH_LAYERS = """
            table=$1 count=$2
            shift 2
            mount --all --internal-only --fstab "$table" 2>/dev/null || while [ "$count" -gt 0 ]; do
                mountpoint -q "$2" || { mount --bind "$1" "$2" && mount -o remount,bind,ro "$2"; } || exit 125
                shift 2
                count=$((count - 1))
            done
            while [ "$1" != -- ]; do
                shift
            done
            shift
            exec "$@"
            """;

    Bubblewrap {
        system = List.copyOf(system);
        layered = List.copyOf(layered);
    }

    /**
     * As whom a command finds itself.
     *
     * @param root whether it is root outside
     */
    record Identity(long uid, long gid, boolean root) {}

    /**
     * The whole command line. Makes the folders of its layers.
     *
     * @param directory where the command starts
     * @param command the executable, by its path, and its arguments
     */
    List<String> around(Sandbox sandbox, Path directory, List<String> command) throws IOException {
        MountPlan plan = new MountPlan(sandbox.layers(), !layered.isEmpty());
        sandbox.mounts().forEach(plan::add);
        plan.addProgram(Path.of(command.get(0)));
        List<String> all = new ArrayList<>();
        List<Overlay> overlays = plan.overlays();
        if (!overlays.isEmpty()) {
            all.addAll(layered);
            all.addAll(List.of(KillLevel.shell(), "-c", WITH_LAYERS, "sh"));
            all.add(Overlay.table(overlays, user.root(), sandbox.layers()).toString());
            all.add(String.valueOf(overlays.size()));
            overlays.forEach(overlay -> all.addAll(List.of(overlay.below(), overlay.seen())));
            all.add("--");
        }
        all.add(program);
        all.addAll(namespaces(sandbox));
        all.addAll(system);
        all.addAll(plan.options());
        all.addAll(List.of("--chdir", directory.toString(), "--"));
        all.addAll(command);
        return all;
    }

    private List<String> namespaces(Sandbox sandbox) {
        List<String> options = new ArrayList<>(List.of(
                "--unshare-user",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--uid",
                String.valueOf(user.uid()),
                "--gid",
                String.valueOf(user.gid())));
        if (user.root()) {
            options.addAll(List.of("--cap-drop", "ALL"));
        }
        if (sandbox.network().reach() != Reach.FULL) {
            options.add("--unshare-net");
        }
        return options;
    }
}
