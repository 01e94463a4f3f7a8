package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.clicouncil.adapter.AdapterProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The documents about manifests are true. */
class ManifestDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml(.*?)```");
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path folder;

    private String document;

    @BeforeEach
    void readTheDocument() throws IOException {
        document = Files.readString(DOCS.resolve("manifests.md"));
    }

    @Test
    void theExampleIsRead() throws IOException {
        Matcher example = EXAMPLE.matcher(document);
        assertThat(example.find()).isTrue();
        ObjectNode written = (ObjectNode) new YAMLMapper().readTree(example.group(1));
        ManifestAdapterFactory robot = new ManifestAdapterFactory("robot", (ObjectNode) written.at("/adapters/robot"));
        ObjectNode options = ((ObjectNode) written.at("/agents/fast")).deepCopy();
        options.remove("adapter");
        options.remove("model");

        assertThat(robot.description()).isEqualTo("Robot, a coding agent.");
        assertThat(robot.profile().triedVersion()).isEqualTo("1.4.2");
        assertThatCode(() -> new Trial(folder).adapter(robot, options.toString()))
                .doesNotThrowAnyException();
    }

    static Stream<String> shipped() {
        return BuiltInAdapters.all().stream()
                .filter(ManifestAdapterFactory.class::isInstance)
                .map(factory -> factory.id());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void eachAdapterIsListedWithWhatItWasTriedWith(String id) throws IOException {
        String row = Files.readAllLines(DOCS.resolve("adapters.md")).stream()
                .filter(line -> line.startsWith("| `" + id + "` |"))
                .findFirst()
                .orElseThrow();
        AdapterProfile profile = new ManifestAdapterFactory(id).profile();

        assertThat(row).contains(Objects.requireNonNullElse(profile.triedVersion(), "untried"));
        assertThat(profile.manifest()).startsWith("# ");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedManifestSwitchedIntoAUsersOwnIsTheSame(String id) {
        ObjectNode content = ManifestSource.bundled(id).content();

        assertThat(new YAMLMapper().readTree(ManifestSource.of(content).text())).isEqualTo(content);
    }
}
