package io.clicouncil.config;

import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of an adapter that needs no Java, as it was written. What it may hold is the business of whoever makes
 * a factory of it.
 *
 * @param id the name of the adapter, legal as an agent's name
 * @param content what it says
 * @param folder the folder of its file
 * @param place where it begins, {@code council.yml:30}
 * @since 0.1
 */
public record AdapterManifest(String id, ObjectNode content, Path folder, String place) {

    /** Checks the parts and takes a copy. */
    public AdapterManifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(place, "place");
        content = content.deepCopy();
    }
}
