package io.clicouncil.adapters.process;

import java.io.IOException;
import java.util.List;

/** Starts a process that has nothing of ours but a pipe as its standard input, which stays open while we live. */
@FunctionalInterface
interface Launcher {

    /**
     * Starts it.
     *
     * @throws IOException where it cannot be started; its message holds neither command nor environment
     */
    Process launch(List<String> command) throws IOException;
}
