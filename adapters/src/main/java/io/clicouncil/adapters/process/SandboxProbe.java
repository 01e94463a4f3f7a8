package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Bubblewrap.Identity;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.SandboxSupport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds out what walls can be put up here, by trying. */
final class SandboxProbe {
    /** The name of these walls in results. */
    static final String BUBBLEWRAP = "bubblewrap";

    private static final long FIRST_USER = 1000;
    private static final long PATIENCE_SECONDS = 10;

    private final Launcher launcher;

    SandboxProbe(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * What came of it.
     *
     * @param bubblewrap the walls, or nothing
     * @param problem why there are none and what to do, for a person; empty where there are
     */
    record Found(Optional<Bubblewrap> bubblewrap, String problem) {
        SandboxSupport support() {
            return new SandboxSupport(bubblewrap.isPresent() ? BUBBLEWRAP : SandboxSupport.NONE, problem);
        }
    }

    Found look() {
        Optional<String> program = Executables.system("bwrap");
        if (program.isEmpty()) {
            return new Found(Optional.empty(), "bubblewrap is not installed: install the package 'bubblewrap'");
        }
        Identity user;
        try {
            user = identity();
        } catch (IOException | RuntimeException unknown) {
            return new Found(Optional.empty(), "there is no /proc that tells who runs the council");
        }
        Bubblewrap plain = new Bubblewrap(program.get(), SystemMounts.options(), user, List.of());
        if (!works(plain, List.of())) {
            return new Found(
                    Optional.empty(),
                    "bubblewrap does not work here: this system, or the container that it is, allows no user namespaces");
        }
        List<String> layered = namespace(user);
        return works(plain, layered)
                ? new Found(Optional.of(new Bubblewrap(program.get(), plain.system(), user, layered)), "")
                : new Found(
                        Optional.of(plain),
                        "overlays cannot be mounted here, so caches and state folders below the home can only be read inside");
    }

    private static Identity identity() throws IOException {
        long uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        long gid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
        long nobody = uid == 0 ? nobodySpecial() : uid;
        return new Identity(nobody, uid == 0 ? nobody : gid, uid == 0);
    }

    /** A user whom nobody knows: for one with an account, some programs take the home of that and not {@code HOME}. */
    private static long nobodySpecial() throws IOException {
        List<String> known = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2) {
                known.add(fields[2]);
            }
        }
        long free = FIRST_USER;
        while (known.contains(String.valueOf(free))) {
            free++;
        }
        return free;
    }

    private static List<String> namespace(Identity user) {
        return Executables.system("unshare")
                .map(unshare -> user.root()
                        ? List.of(unshare, "--mount")
                        : List.of(unshare, "--user", "--map-root-user", "--mount"))
                .orElse(List.of());
    }

    private boolean works(Bubblewrap walls, List<String> layered) {
        try {
            Path folder = Files.createTempDirectory("council-sandbox");
            try {
                return writes(new Bubblewrap(walls.program(), walls.system(), walls.user(), layered), folder);
            } finally {
                Layers.delete(folder);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException impossible) {
            return false;
        }
    }

    /** What is written into a layer is not there outside; what is written into a place that may be changed is. */
    private boolean writes(Bubblewrap walls, Path folder) throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve("place"));
        boolean layer = !walls.layered().isEmpty();
        Sandbox sandbox = new Sandbox(
                List.of(layer ? Mount.layer(place) : Mount.write(place)), folder.resolve("layers"), Network.NONE);
        List<String> command = new ArrayList<>(KillLevel.bare(List.of()));
        command.addAll(walls.around(sandbox, place, List.of(KillLevel.shell(), "-c", "echo x >written")));
        Process process = launcher.launch(command);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.toHandle().destroyForcibly();
            return false;
        }
        return process.exitValue() == 0 && Files.exists(place.resolve("written")) != layer;
    }
}
