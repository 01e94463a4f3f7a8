package io.clicouncil.cli.live;

import io.clicouncil.workspace.ChangeSize;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at what agents are about, beside the events of the run. Each look may block for a while. */
public interface Glances {
    /** Sees nothing. */
    Glances NONE = new Glances() {
        @Override
        public Optional<ChangeSize> change(Request request) {
            return Optional.empty();
        }

        @Override
        public Optional<String> output(Request request) {
            return Optional.empty();
        }
    };

    /**
     * Whom to look at.
     *
     * @param runId the run
     * @param root the root of the user's working tree
     * @param agent the agent
     * @param attempt its attempt
     * @param workspace the root of its workspace
     */
    record Request(String runId, String root, String agent, int attempt, Path workspace) {}

    /** How large its change is so far; empty where that is not known. */
    Optional<ChangeSize> change(Request request);

    /** What it printed last, without keys; empty where it printed nothing, or where its events say so already. */
    Optional<String> output(Request request);
}
