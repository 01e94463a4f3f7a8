package io.clicouncil.policy;

import io.clicouncil.text.Few;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds one change against a policy while it is read. Used by one thread at a time.
 *
 * @since 0.1
 */
public final class Review {
    private final ScopeRules scope;
    private final AddedSecrets secrets;
    private final PackageScripts scripts = new PackageScripts();
    private final SortedSet<String> forbidden = new TreeSet<>();

    Review(ChangePolicy policy) {
        this.scope = policy.scope();
        this.secrets = new AddedSecrets(policy.secrets());
    }

    /** Says that it touches a path that is forbidden. */
    public void touchesForbidden(String path) {
        forbidden.add(path);
    }

    /** Says that it takes these lines away, from whatever file. */
    public void removes(String text) {
        secrets.removed(text);
    }

    /**
     * Says that it adds lines to a file.
     *
     * @param line the number of the first of them, from 1
     */
    public void adds(String path, int line, String text) {
        secrets.added(path, line, text);
        scripts.added(path, text);
    }

    /** Says that a file that has no lines holds this now. */
    public void holds(String path, String content) {
        secrets.held(path, content);
    }

    /** The package scripts that it adds, when all of it has been read: a sentence each. */
    public List<String> scripts() {
        return scripts.found();
    }

    /**
     * What it breaks, when all of it has been read: a sentence each, without the value of any secret.
     *
     * @param files how many paths it touches
     * @param lines how many lines it adds and takes away
     */
    public List<String> breaches(int files, int lines) {
        List<String> breaches = new ArrayList<>();
        if (!forbidden.isEmpty()) {
            breaches.add("it touches what is forbidden: " + Few.of(forbidden));
        }
        breaches.addAll(scope.exceeded(files, lines));
        List<String> found = secrets.found();
        if (!found.isEmpty()) {
            breaches.add("it adds a secret: " + Few.of(found));
        }
        return breaches;
    }
}
