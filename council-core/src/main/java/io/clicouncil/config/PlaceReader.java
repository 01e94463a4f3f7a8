package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Reads places: relative to the file that names them, absolute, or below the user's home. */
final class PlaceReader {
    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param environment where {@code HOME} is looked up
     */
    PlaceReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Path read(Value value) {
        String text = value.text();
        boolean home = text.equals("~") || text.startsWith("~/");
        try {
            if (home) {
                Path folder = UserFolders.of(environment)
                        .home()
                        .orElseThrow(() -> value.error("HOME is not set, so '~' means nothing"));
                return folder.resolve(text.substring(Math.min(text.length(), 2)))
                        .normalize();
            }
            if (text.startsWith("~")) {
                throw unknownHome(value);
            }
            return value.place().folder().resolve(text).normalize();
        } catch (InvalidPathException error) {
            throw value.error("this is no path");
        }
    }

    private static CouncilException unknownHome(Value value) {
        return value.error("only '~/' is understood, not another user's home");
    }
}
