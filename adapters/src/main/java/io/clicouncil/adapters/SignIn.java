package io.clicouncil.adapters;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signs of being signed in, found without asking anybody.
 *
 * @param keys variables of which one that is set is enough
 * @param files files of which one that is there is enough; they begin with {@code ~/} or with a variable, {@code $HOME/}
 */
record SignIn(List<String> keys, List<String> files) {
    private static final String[] KNOWN = {"keys", "files"};
    private static final Pattern START = Pattern.compile("^(~|\\$\\w+)/");

    /** Reads them from a manifest. */
    static SignIn of(Fields manifest) {
        return manifest.within("signedIn", KNOWN)
                .map(fields -> new SignIn(fields.texts("keys"), fields.texts("files")))
                .orElseGet(() -> new SignIn(List.of(), List.of()));
    }

    /** True where there is a sign. Without one nobody knows: a key chain of the system may hold what is needed. */
    @Nullable
    Boolean seen(Map<String, String> environment) {
        boolean sign = keys.stream().anyMatch(name -> PrivatePlace.set(environment, name))
                || files.stream().anyMatch(file -> exists(file, environment));
        return sign ? Boolean.TRUE : null;
    }

    private static boolean exists(String file, Map<String, String> environment) {
        var start = START.matcher(file);
        if (!start.find()) {
            return false;
        }
        String variable = start.group(1).equals("~") ? "HOME" : start.group(1).substring(1);
        String folder = environment.getOrDefault(variable, "");
        try {
            return !folder.isBlank() && Files.exists(Path.of(folder, file.substring(start.end())));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
