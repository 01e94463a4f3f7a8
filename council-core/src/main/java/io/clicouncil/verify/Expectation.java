package io.clicouncil.verify;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one check's tests.
 *
 * @param names tests that must pass, or null where the failures of the base are not forgiven
 * @param found those that the reports of earlier checks have named
 * @param last whether no later check could name the rest
 */
record Expectation(@Nullable List<String> names, Set<String> found, boolean last) {
    /** Nothing is forgiven. */
    static final Expectation NONE = new Expectation(null, Set.of(), true);

    Expectation {
        names = names == null ? null : List.copyOf(names);
        found = Set.copyOf(found);
    }

    /** These tests of the only check that names any. */
    static Expectation of(String... names) {
        return new Expectation(List.of(names), Set.of(), true);
    }

    boolean forgives() {
        return names != null;
    }

    /** Whether a test that this check does not name is missing at all. */
    boolean owes(String name) {
        return last && !found.contains(name);
    }
}
