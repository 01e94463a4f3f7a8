package io.clicouncil.adapters;

import io.clicouncil.adapters.process.Needs;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signs of being signed in, found without asking anybody.
 *
 * @param keys variables of which one that is set is enough
 * @param files files of which one that is there is enough; they begin with {@code ~/} or with a variable, {@code $HOME/}
 */
record SignIn(List<String> keys, List<String> files) {
    private static final String[] KNOWN = {"keys", "files"};

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
        return Needs.find(file, environment).filter(Files::exists).isPresent();
    }
}
