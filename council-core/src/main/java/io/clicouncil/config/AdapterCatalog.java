package io.clicouncil.config;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.failure.CouncilException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that are known, by name. Immutable.
 *
 * @since 0.1
 */
public final class AdapterCatalog {
    private final Map<String, AdapterFactory> factories;

    private AdapterCatalog(Map<String, AdapterFactory> factories) {
        this.factories = Collections.unmodifiableMap(factories);
    }

    /**
     * A catalog of the adapters that are found, usually by {@link java.util.ServiceLoader}.
     *
     * @throws CouncilException where two have the same name
     */
    public static AdapterCatalog of(Iterable<? extends AdapterFactory> found) {
        Map<String, AdapterFactory> factories = new LinkedHashMap<>();
        for (AdapterFactory factory : found) {
            if (factories.putIfAbsent(factory.id(), factory) != null) {
                throw CouncilException.environment(
                        "two adapters are called '" + factory.id() + "': take one off the class path");
            }
        }
        return new AdapterCatalog(factories);
    }

    /**
     * The same with adapters of one's own, which replace those of the same name.
     *
     * @param manifests what describes them
     * @param factoryOf what makes a factory of a description
     * @throws CouncilException where a description is wrong, naming where it stands
     */
    public AdapterCatalog with(
            Collection<AdapterManifest> manifests, Function<AdapterManifest, AdapterFactory> factoryOf) {
        Map<String, AdapterFactory> all = new LinkedHashMap<>(factories);
        for (AdapterManifest manifest : manifests) {
            try {
                all.put(manifest.id(), factoryOf.apply(manifest));
            } catch (CouncilException error) {
                throw new CouncilException(error.reason(), manifest.place() + ": " + error.getMessage(), error);
            }
        }
        return new AdapterCatalog(all);
    }

    /** All of them, those found first. */
    public Collection<AdapterFactory> factories() {
        return factories.values();
    }

    /** Their names, sorted. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(new TreeSet<>(factories.keySet()));
    }

    /** The adapter of this name, or null where none is called so. */
    public @Nullable AdapterFactory find(String id) {
        return factories.get(id);
    }
}
