package io.clicouncil.adapters.process;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Network.Reach;
import io.clicouncil.process.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts walls around commands by bubblewrap, which makes namespaces of the kernel's without being root. Layers are mounted
 * by {@code mount} in a namespace around that: bubblewrap itself knows them only since 0.11.
 *
 * @param program where bubblewrap is
 * @param system the mounts that every command gets
 * @param user as whom a command finds itself inside; whoever is root outside is nobody special inside
 * @param layered what makes a mount namespace here, or nothing where layers cannot be mounted
 */
record Bubblewrap(String program, List<String> system, Identity user, List<String> layered) {
    /** An overlay names its parts in a text in which these have a meaning. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[,:\\\\]");

    private static final String WITH_LAYERS = """
            options=$1 count=$2
            shift 2
            while [ "$count" -gt 0 ]; do
                mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3$options" "$4" || exit 125
                shift 4
                count=$((count - 1))
            done
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
    record Identity(long uid, long gid, boolean root) {
        private static final long NOBODY_SPECIAL = 1000;

        long inside() {
            return root ? NOBODY_SPECIAL : uid;
        }

        long groupInside() {
            return root ? NOBODY_SPECIAL : gid;
        }
    }

    /**
     * The whole command line. Makes the folders of its layers.
     *
     * @param directory where the command starts
     */
    List<String> around(Sandbox sandbox, Path directory, List<String> command) throws IOException {
        List<List<String>> layers = new ArrayList<>();
        List<String> mounts = new ArrayList<>();
        for (Mount mount : sandbox.mounts()) {
            if (mount.kind() == Mount.Kind.LAYER && canLayer(mount, sandbox)) {
                Path folder = sandbox.layers().resolve(String.valueOf(layers.size() + 1));
                Layers.make(folder);
                layers.add(List.of(
                        mount.source().toString(),
                        Layers.upper(folder).toString(),
                        Layers.work(folder).toString(),
                        Layers.seen(folder).toString()));
                mounts.addAll(List.of(
                        "--bind", Layers.seen(folder).toString(), mount.target().toString()));
            } else {
                mounts.addAll(options(mount));
            }
        }
        List<String> all = new ArrayList<>();
        if (!layers.isEmpty()) {
            all.addAll(layered);
            all.addAll(List.of(
                    KillLevel.shell(),
                    "-c",
                    WITH_LAYERS,
                    "sh",
                    user.root() ? "" : ",userxattr",
                    String.valueOf(layers.size())));
            layers.forEach(all::addAll);
        }
        all.add(program);
        all.addAll(namespaces(sandbox));
        all.addAll(system);
        all.addAll(mounts);
        all.addAll(List.of("--chdir", directory.toString(), "--"));
        all.addAll(command);
        return all;
    }

    private boolean canLayer(Mount mount, Sandbox sandbox) {
        return !layered.isEmpty()
                && Files.isDirectory(mount.source())
                && !UNSPEAKABLE.matcher(mount.source().toString()).find()
                && !UNSPEAKABLE.matcher(sandbox.layers().toString()).find();
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
                String.valueOf(user.inside()),
                "--gid",
                String.valueOf(user.groupInside())));
        if (user.root()) {
            options.addAll(List.of("--cap-drop", "ALL"));
        }
        if (sandbox.network().reach() != Reach.FULL) {
            options.add("--unshare-net");
        }
        return options;
    }

    private static List<String> options(Mount mount) {
        String source = mount.source().toString();
        String target = mount.target().toString();
        return switch (mount.kind()) {
            // A layer that cannot be made is at least seen.
            case READ, LAYER -> List.of("--ro-bind-try", source, target);
            case WRITE -> List.of("--bind-try", source, target);
            case EMPTY -> List.of("--tmpfs", target);
        };
    }
}
