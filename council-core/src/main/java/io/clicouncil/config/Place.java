package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import java.nio.file.Path;

/**
 * Where a piece of configuration stands.
 *
 * @param source the file as the user would name it, or the option or variable
 * @param line its line in the file, the first is 1; 0 for an option or a variable
 * @param folder what its relative paths are relative to
 */
record Place(String source, int line, Path folder) {

    /** The place of an option on the command line or in the environment. */
    static Place option(String name, Path folder) {
        return new Place(name, 0, folder);
    }

    /** Whether it stands in a file. */
    boolean inFile() {
        return line > 0;
    }

    /** What is wrong here. */
    CouncilException error(String message) {
        return CouncilException.usage(this + ": " + message);
    }

    /** An error that was found without knowing where, here. */
    CouncilException caused(CouncilException cause) {
        return new CouncilException(cause.reason(), this + ": " + cause.getMessage(), cause);
    }

    /** {@code council.yml:7}, or {@code --timeout}. */
    @Override
    public String toString() {
        return inFile() ? source + ":" + line : source;
    }
}
