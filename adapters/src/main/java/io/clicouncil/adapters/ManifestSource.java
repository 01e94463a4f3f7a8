package io.clicouncil.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where a manifest comes from. */
interface ManifestSource {

    /** It as it was written, or as YAML. */
    String text();

    /** What it says. */
    ObjectNode content();

    /** One that was read already. */
    static ManifestSource of(ObjectNode content) {
        return new ManifestSource() {
            @Override
            public String text() {
                return Yaml.MAPPER.writeValueAsString(content);
            }

            @Override
            public ObjectNode content() {
                return content;
            }
        };
    }

    /** One that comes with the council, under this name. */
    static ManifestSource bundled(String id) {
        return new ManifestSource() {
            @Override
            public String text() {
                String name = "manifests/" + id + ".yml";
                try (InputStream file = ManifestSource.class.getResourceAsStream(name)) {
                    if (file == null) {
                        throw new NoSuchFileException(name);
                    }
                    return new String(file.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public ObjectNode content() {
                return (ObjectNode) Yaml.MAPPER.readTree(text());
            }
        };
    }

    /** Apart, so that it is loaded only where it is needed. */
    final class Yaml {
        private static final ObjectMapper MAPPER = new YAMLMapper();

        private Yaml() {}
    }
}
