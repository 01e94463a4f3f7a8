package io.clicouncil.sandbox;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The walls of one command, put together of what it needs: its workspace, its program, the state of its program, the
 * user's tools. The home is private, the temporary folder its own.
 *
 * @since 0.1
 */
public final class Walls {
    private final SandboxSettings settings;
    private final Map<String, String> environment;
    private final List<Mount> inside = new ArrayList<>();

    /**
     * Walls by these settings.
     *
     * @param environment the whole environment of the command
     */
    public Walls(SandboxSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Lets it see or change these places too. */
    public Walls with(List<Mount> more) {
        inside.addAll(more);
        return this;
    }

    /** Lets it change places of its program's own: absolute, or below the home as {@code ~/.claude}. */
    public Walls withState(List<String> places) {
        Path home = home();
        for (String place : places) {
            if (place.startsWith("~/") && home != null) {
                inside.add(Mount.write(home.resolve(place.substring(2))));
            } else if (place.startsWith("/")) {
                inside.add(Mount.write(Path.of(place)));
            }
        }
        return this;
    }

    /**
     * The walls.
     *
     * @param layers a folder of the command's own for what it writes into caches, absolute
     */
    public Sandbox build(Path layers) {
        List<Mount> mounts = new ArrayList<>();
        Path home = home();
        if (home != null) {
            mounts.add(Mount.empty(home));
            mounts.addAll(Toolchains.of(home, environment));
        }
        String temporary = environment.getOrDefault("TMPDIR", "/tmp");
        if (temporary.startsWith("/") && !Path.of(temporary).normalize().startsWith("/tmp")) {
            mounts.add(Mount.empty(Path.of(temporary)));
        }
        mounts.addAll(inside);
        settings.read().forEach(place -> mounts.add(Mount.read(place)));
        settings.write().forEach(place -> mounts.add(Mount.write(place)));
        return new Sandbox(mounts, layers, settings.network());
    }

    private @org.jspecify.annotations.Nullable Path home() {
        String home = environment.get("HOME");
        return home == null || !home.startsWith("/") || home.equals("/") ? null : Path.of(home);
    }
}
