package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds what the command prints against the published schemas. */
final class Schemas {
    private Schemas() {}

    /** Fails where a document does not have the shape of {@code docs/schema/<name>.schema.json}. */
    static void check(String name, String document) throws IOException {
        String schema = Files.readString(Path.of("..", "docs", "schema", name + ".schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(document, InputFormat.JSON))
                .as(document)
                .isEmpty();
    }
}
