package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Entry;
import io.clicouncil.config.Node.Items;
import io.clicouncil.config.Node.Kind;
import io.clicouncil.config.Node.Scalar;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Quoted;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document from its tokens, so that every key and value knows its line. Nothing is ever made of what the
 * file names: tags, aliases and a second document are refused.
 */
final class YamlReader {
    private static final int DEEPEST = 32;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final String source;
    private final Path folder;
    private final YAMLParser parser;

    private YamlReader(YAMLParser parser, String source, Path folder) {
        this.parser = parser;
        this.source = source;
        this.folder = folder;
    }

    /**
     * Reads a document whose top is a mapping; an empty one is an empty mapping.
     *
     * @param text what is in the file
     * @param source the file as the user would name it
     * @param folder what its relative paths are relative to
     */
    static Entries read(String text, String source, Path folder) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), new StringReader(text))) {
            YamlReader reader = new YamlReader(parser, source, folder);
            try {
                return reader.document();
            } catch (JacksonException error) {
                throw reader.notYaml(error);
            }
        }
    }

    private Entries document() {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return new Entries(new Place(source, 1, folder), Map.of());
        }
        Place place = here();
        if (!(node(token) instanceof Entries document)) {
            throw place.error("the file must hold keys and values, as in 'version: 1'");
        }
        if (parser.nextToken() != null) {
            throw here().error("a second document begins; a file holds one");
        }
        return document;
    }

    private Node node(JsonToken token) {
        Place place = here();
        refuseMagic(place);
        return switch (token) {
            case START_OBJECT -> entries(place);
            case START_ARRAY -> items(place);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(place, Kind.BOOLEAN, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(place, Kind.NUMBER, parser.getString());
            case VALUE_NULL -> new Scalar(place, Kind.NULL, "");
            default -> new Scalar(place, Kind.STRING, parser.getString());
        };
    }

    private Entries entries(Place place) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = here();
            refuseMagic(keyPlace);
            String key = parser.currentName();
            Entry first = entries.get(key);
            if (first != null) {
                throw keyPlace.error("duplicate key " + Quoted.of(key) + ", first on line "
                        + first.place().line());
            }
            entries.put(key, new Entry(keyPlace, node(parser.nextToken())));
        }
        return new Entries(place, entries);
    }

    private Items items(Place place) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new Items(place, items);
    }

    private void refuseMagic(Place place) {
        if (parser.isCurrentAlias()) {
            throw place.error("aliases (*" + parser.getString() + ") are not supported; write the value out");
        }
        if (parser.getRawTag() != null) {
            throw place.error("tags (!...) are not supported; put text in quotes instead");
        }
    }

    private Place here() {
        return at(parser.currentTokenLocation().getLineNr());
    }

    private Place at(int line) {
        return new Place(source, Math.max(line, 1), folder);
    }

    private CouncilException notYaml(JacksonException error) {
        if (error instanceof StreamConstraintsException) {
            return at(parser.currentLocation().getLineNr()).error("nested deeper than " + DEEPEST + " levels");
        }
        if (error.getCause() instanceof MarkedYamlEngineException marked) {
            int line = marked.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            return at(line).error(problem(marked.getProblem()));
        }
        return at(parser.currentLocation().getLineNr()).error("a key must be plain text");
    }

    private static String problem(@Nullable String problem) {
        if (problem == null) {
            return "this is no YAML";
        }
        return problem.contains("\\t(TAB)")
                ? "a tab; YAML is indented with spaces"
                : "this is no YAML: " + problem.lines().findFirst().orElse("");
    }
}
