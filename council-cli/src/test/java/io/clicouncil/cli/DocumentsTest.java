package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.clicouncil.config.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a document shows to be copied is held against the program: Java, YAML, command lines, and links. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern COUNCIL = Pattern.compile("(?:^|[;&(|] *|\\w+=\\$\\()(?:\\./)?council (.*)$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|[^\\s'\"<>|&;)]+|[<>|&;)].*");

    @TempDir
    Path folder;

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md")
                .map(ROOT::resolve)
                .toList());
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void showsOnlyJavaOfTheExamples(Path document) throws IOException {
        String examples = flat(sources("examples/src/main/java"));
        assertThat(blocks(document, "java"))
                .allSatisfy(block -> assertThat(examples).contains(flat(block)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void showsOnlyYamlThatIsRead(Path document) throws IOException {
        String recipes = flat(sources("examples/ci"));
        for (String block : blocks(document, "yaml")) {
            if (!recipes.contains(flat(block))) {
                Files.writeString(folder.resolve("council.yml"), block);
                assertThat(new ConfigLoader(
                                        Map.of("HOME", folder.resolve("home").toString()))
                                .load(folder, folder)
                                .folder())
                        .as(block)
                        .isEqualTo(folder);
                assertThat(schema().validate(block, InputFormat.YAML)).as(block).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void showsOnlyCommandLinesThatAreUnderstood(Path document) throws IOException {
        for (String block : blocks(document, "sh")) {
            block.replace("\\\n", " ").lines().map(DocumentsTest::withoutRemark).forEach(line -> {
                Matcher call = COUNCIL.matcher(line);
                if (call.find()) {
                    // An unknown option or a wrong value is an exception that names it.
                    assertThat(Main.commandLine(silent()).parseArgs(Main.withAttachedValues(words(call.group(1)))))
                            .as(line)
                            .isNotNull();
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksToWhatIsThere(Path document) throws IOException {
        for (MatchResult link :
                LINK.matcher(Files.readString(document)).results().toList()) {
            URI target = URI.create(link.group(1));
            if (target.getScheme() == null) {
                Path file = target.getPath().isEmpty()
                        ? document
                        : document.resolveSibling(target.getPath()).normalize();
                assertThat(file).as(link.group()).exists();
                if (target.getFragment() != null) {
                    assertThat(anchors(file)).as(link.group()).contains(target.getFragment());
                }
            }
        }
    }

    private static List<String> blocks(Path document, String language) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Without white space, which is another one in a document. */
    private static String flat(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String sources(String directory) throws IOException {
        if (!Files.isDirectory(ROOT.resolve(directory))) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(ROOT.resolve("docs/council.schema.json")));
    }

    private static String withoutRemark(String line) {
        return line.replaceFirst("\\s+# .*$", "");
    }

    /** The words of a command line as a shell would hand them on, up to where its output goes. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .takeWhile(word -> !word.group().matches("[<>|&;)].*"))
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .toArray(String[]::new);
    }

    private static Terminal silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(nowhere, nowhere, new ByteArrayInputStream(new byte[0]), Map.of(), ROOT);
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> Arrays.stream(
                                heading.group(1).toLowerCase(Locale.ROOT).split(" ", -1))
                        .map(word -> word.replaceAll("[^\\p{L}\\p{N}_-]", ""))
                        .collect(Collectors.joining("-")))
                .toList();
    }
}
