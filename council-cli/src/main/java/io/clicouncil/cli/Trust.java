package io.clicouncil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.config.CouncilConfig;
import io.clicouncil.config.TrustStore;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the user allowed a repository's {@code council.yml} to run its commands. Whoever clones a repository has read
 * none of it, so it is asked for once, and again whenever the file has changed. A file that the user names himself, his
 * own configuration and the options of the command line are his word already. In CI nobody can be asked: there {@link Pipeline}
 * says what counts as trusted.
 */
final class Trust {
    private final @Nullable Path file;
    private final String content;
    private final boolean committed;
    private final @Nullable String objection;
    private final Map<String, String> environment;
    private boolean granted;

    private Trust(
            @Nullable Path file,
            String content,
            boolean committed,
            @Nullable String objection,
            Map<String, String> environment) {
        this.file = file;
        this.content = content;
        this.committed = committed;
        this.objection = objection;
        this.environment = environment;
    }

    /** For what needs none. */
    static Trust notNeeded() {
        return new Trust(null, "", false, null, Map.of());
    }

    /**
     * Of the repository's file that a configuration was read from.
     *
     * @param directory where the user stands
     * @param root the root of his working tree
     * @param file the file, or null where there is none
     * @param environment the user's own, without what a file of the repository adds
     */
    static Trust of(
            Path directory, Path root, @Nullable Path file, CouncilConfig config, Map<String, String> environment) {
        try {
            byte[] bytes = file == null ? new byte[0] : Files.readAllBytes(file);
            Pipeline pipeline = Pipeline.of(environment, directory, root, file, config.base())
                    .orElse(null);
            boolean committed = pipeline != null && pipeline.commits(bytes);
            String objection = pipeline == null ? null : pipeline.objection(bytes);
            return new Trust(file, new String(bytes, UTF_8), committed, objection, environment);
        } catch (IOException unreadable) {
            throw new CouncilException(CouncilException.Reason.USAGE, file + " cannot be read", unreadable);
        }
    }

    /** The file that it is about, or null. */
    @Nullable
    Path file() {
        return file;
    }

    /** Whether its commands may run. */
    boolean holds() {
        return granted || (objection == null && (file == null || committed || store().trusts(file, content)));
    }

    /** Refuses to go on where they may not. */
    void require() {
        if (!holds()) {
            throw new CouncilException(CouncilException.Reason.REFUSED, words());
        }
    }

    /** Trusts the file as it is. */
    void grant() {
        granted = true;
        if (file != null) {
            store().trust(file, content);
        }
    }

    /** Why it does not hold, and what to do. */
    String words() {
        if (objection != null) {
            return objection;
        }
        String what = file == null ? "" : file + (store().latest(file).isPresent() ? " has changed" : " is new");
        return what + " and could run any command: look at it by `council trust`, which asks whether you trust it";
    }

    /** What was trusted before against what is there; the whole file where none was. */
    List<String> difference() {
        String before = file == null ? "" : store().latest(file).orElse("");
        return new LineDifference(before.lines().toList(), content.lines().toList()).lines();
    }

    /** What a configuration runs, a line each. */
    static List<String> commands(CouncilConfig config) {
        List<String> lines = new ArrayList<>();
        config.agents()
                .forEach(agent -> lines.add("agent " + agent.name() + ": " + agent.adapterId()
                        + (agent.options().isEmpty() ? "" : " " + agent.options())));
        config.manifests().forEach(manifest -> lines.add("adapter " + manifest.id()));
        config.setup().commands().forEach(command -> lines.add("setup: " + command));
        config.checks().forEach(check -> lines.add("check " + check.name() + ": " + String.join(" ", check.command())));
        return lines;
    }

    private TrustStore store() {
        return new TrustStore(environment, Clock.systemUTC());
    }
}
