package io.clicouncil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A recipe for a CI server, as its server would read it. */
record Recipe(JsonNode document) {
    private static final Path ROOT = Path.of("..");

    static Recipe read(String file) throws IOException {
        return new Recipe(new YAMLMapper().readTree(Files.readString(ROOT.resolve(file))));
    }

    /** The steps of a job, or of an action. */
    List<JsonNode> steps(String... way) {
        JsonNode node = document;
        for (String part : way) {
            node = node.path(part);
        }
        List<JsonNode> steps = new ArrayList<>();
        node.path("steps").forEach(steps::add);
        return steps;
    }

    /** All steps of a workflow. */
    List<JsonNode> allSteps() {
        List<JsonNode> steps = new ArrayList<>();
        document.path("jobs").forEach(job -> job.path("steps").forEach(steps::add));
        steps.addAll(steps("runs"));
        return steps;
    }

    /** The variables of a step, by values for the expressions in them. */
    static Map<String, String> variables(JsonNode step, Map<String, String> values) {
        Map<String, String> variables = new TreeMap<>();
        Pattern expression = Pattern.compile("\\$\\{\\{ ([a-zA-Z0-9._-]+) }}");
        step.path("env")
                .properties()
                .forEach(entry -> variables.put(
                        entry.getKey(),
                        expression
                                .matcher(entry.getValue().asString())
                                .replaceAll((MatchResult found) ->
                                        Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")))));
        return variables;
    }
}
