package io.clicouncil.redaction;

import io.clicouncil.policy.KeyNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is secret in a run, and texts without it: plain, or in base64, URL-encoded or JSON-escaped. It is made once and may
 * be used by many threads.
 *
 * @since 0.1
 */
public final class Redaction {
    /** Nothing is secret. */
    public static final Redaction NONE = of(List.of());

    /** What stands in place of a secret. */
    public static final String INSTEAD = "[secret]";

    /** A shorter value would be found where nobody has put it. */
    static final int SHORTEST = 8;

    /** The password in an address, as that of a proxy. */
    private static final Pattern PASSWORD = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/@:\\s]*:([^/@\\s]+)@.*");

    private final FormFinder finder;

    private Redaction(FormFinder finder) {
        this.finder = finder;
    }

    /**
     * The secrets of environments: what has at least eight characters and is no path, in a variable whose name says that
     * it holds a key, and the password in an address.
     *
     * @param environments variables by name, of each agent
     */
    public static Redaction of(Collection<Map<String, String>> environments) {
        Set<String> secrets = new TreeSet<>();
        environments.forEach(environment -> environment.forEach((name, value) -> {
            String text = value.strip();
            Matcher address = PASSWORD.matcher(text);
            if (address.matches()) {
                secrets.add(address.group(1));
            } else if (KeyNames.mayBe(name) && !text.startsWith("/")) {
                secrets.add(text);
            }
        }));
        Set<String> forms = new TreeSet<>();
        secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .forEach(secret -> forms.addAll(Forms.of(secret)));
        return new Redaction(new FormFinder(forms));
    }

    /** The text without secrets. */
    public String text(String text) {
        return finder.replace(text, 0);
    }

    /** The text without secrets, or null where there is none. */
    public @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** Texts that follow each other, in one of which a secret may begin that ends in another. */
    public RedactedLines lines() {
        return new RedactedLines(finder);
    }

    /** Keeps values out of logs. */
    @Override
    public String toString() {
        return "Redaction";
    }
}
