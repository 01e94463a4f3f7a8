package io.clicouncil.sandbox;

import io.clicouncil.process.Mount;
import io.clicouncil.process.Sandbox;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The walls around commands, put together of what they need: the workspace, the user's tools, what the settings list. The
 * home is private and the temporary folder the command's own. Of the home the programs and caches of well-known build tools
 * are seen, and their settings without what may be a key; whoever wants more of it to be seen, such as
 * {@code ~/.m2/settings.xml} with its passwords or {@code ~/.netrc}, lists it in {@code sandbox: { read: [...] }}.
 *
 * @param planned what is in force
 * @since 0.1
 */
public record Walls(PlannedSandbox planned) {
    /** None. */
    public static final Walls NONE = new Walls(PlannedSandbox.OFF);

    /** Every walled command finds this one empty. */
    private static final Path TMP = Path.of("/tmp");

    /** Checks the parts. */
    public Walls {
        Objects.requireNonNull(planned, "planned");
    }

    /** Whether there are some. */
    public boolean up() {
        return planned.up();
    }

    /**
     * The walls around commands in a workspace.
     *
     * @param environment the whole environment of the commands
     * @param needs what else they see
     * @return the walls; nothing where there are none
     */
    public Mono<Optional<Sandbox>> around(Workspace workspace, Map<String, String> environment, List<Mount> needs) {
        return up()
                ? workspace.view().map(view -> Optional.of(around(view, environment, needs)))
                : Mono.just(Optional.empty());
    }

    private Sandbox around(Workspace.View view, Map<String, String> environment, List<Mount> needs) {
        List<Mount> mounts = new ArrayList<>();
        String temporary = environment.getOrDefault("TMPDIR", "/tmp");
        if (temporary.startsWith("/") && !Path.of(temporary).normalize().equals(TMP)) {
            mounts.add(Mount.empty(Path.of(temporary)));
        }
        Path home = home(environment);
        if (home != null) {
            mounts.add(Mount.empty(home));
            mounts.addAll(Toolchains.of(home, environment, view.layers()));
        }
        planned.settings().read().forEach(place -> mounts.add(Mount.read(Path.of(place))));
        planned.settings().write().forEach(place -> mounts.add(Mount.write(Path.of(place))));
        mounts.addAll(view.mounts());
        mounts.addAll(needs);
        return new Sandbox(mounts, view.layers(), planned.settings().network());
    }

    private static @Nullable Path home(Map<String, String> environment) {
        String home = environment.get("HOME");
        return home == null || !home.startsWith("/") || Path.of(home).getNameCount() == 0
                ? null
                : Path.of(home).normalize();
    }
}
