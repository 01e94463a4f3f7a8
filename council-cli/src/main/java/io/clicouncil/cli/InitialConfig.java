package io.clicouncil.cli;

import io.clicouncil.config.DetectedProject;
import io.clicouncil.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * The first {@code council.yml} of a project: what was found there is in force, all else stands in comments.
 *
 * @param schema where the schema is, for editors, as seen from the file
 * @param agents who is asked
 * @param nearly who is here and needs something yet
 * @param checks the checks that the user names; empty where those of the projects count
 * @param projects what is built here, the most likely first
 */
record InitialConfig(
        String schema, List<Found> agents, List<Found> nearly, List<String> checks, List<DetectedProject> projects) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z./][A-Za-z0-9 ./_=-]*");

    InitialConfig {
        agents = List.copyOf(agents);
        nearly = List.copyOf(nearly);
        checks = List.copyOf(checks);
        projects = List.copyOf(projects);
    }

    /** An agent of this machine, and a remark on it in one line. */
    record Found(String name, String remark) {}

    /** Whether a run could be judged by it. */
    boolean hasCheck() {
        return !checks.isEmpty() || !projects.isEmpty();
    }

    /** The file. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# yaml-language-server: $schema=" + schema);
        lines.add("version: 1");
        lines.add("");
        lines.add("# Who is asked; the order breaks the last tie.");
        lines.addAll(agentLines());
        lines.add("");
        lines.add("# What judges a change, in a clean checkout of its own. Only exit code 0 passes.");
        lines.addAll(checkLines());
        lines.addAll(setupLines());
        lines.addAll(protectLines());
        lines.add("");
        lines.add("# strategy: cascade      # one agent after another until one passes; left out: all at once");
        lines.add("# worth: 2.00            # cascade: what a solved task is worth in US dollars");
        lines.add("");
        lines.add("# limits:                # with their defaults; budgets have none");
        lines.add("#   budget: 5.00         # US dollars, of a run");
        lines.add("#   dailyBudget: 20.00   # US dollars, of all runs of a day");
        lines.add("#   timeout: 30m         # of one attempt");
        lines.add("#   deadline: 2h         # of a run");
        lines.add("#   concurrency: 4       # agents at once");
        lines.add("#   repairs: 0           # attempts that go on from a change which failed a check");
        lines.add("");
        lines.add("# sandbox: { mode: auto, network: full }   # required: without walls nothing runs");
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private List<String> agentLines() {
        List<String> lines = new ArrayList<>();
        lines.add(agents.isEmpty() ? "# agents:" : "agents:");
        agents.forEach(agent -> lines.add("  " + agent.name() + ": {}" + remark(agent.remark())));
        nearly.forEach(agent -> lines.add("#   " + agent.name() + ": {}" + remark(agent.remark())));
        if (agents.isEmpty()) {
            lines.add("#   claude-code: { model: sonnet, maxCost: 2.00 }");
        }
        lines.add("#   fixer: { adapter: command, command: [./tools/fix.sh] }   # any command at all");
        return lines;
    }

    private List<String> checkLines() {
        List<String> lines = new ArrayList<>();
        lines.add(hasCheck() ? "checks:" : "# checks:");
        if (!hasCheck()) {
            lines.add("#   - make test");
        }
        checks.forEach(check -> lines.add("  - " + word(check)));
        for (DetectedProject project : projects) {
            boolean first = checks.isEmpty() && project.equals(projects.get(0));
            lines.add((first ? "  - " : "#   - ") + check(project) + remark(project.tool()));
        }
        return lines;
    }

    /** With a report single tests are known by name, so a test that is deleted or skipped does not go unnoticed. */
    private static String check(DetectedProject project) {
        return project.report() == null
                ? word(project.reporting())
                : "{ name: tests, run: " + word(project.reporting()) + ", report: \"" + project.report() + "\" }";
    }

    private List<String> setupLines() {
        @Nullable
        DetectedProject needing = projects.stream()
                .filter(project -> project.ignored() != null)
                .findFirst()
                .orElse(null);
        if (needing == null) {
            return List.of();
        }
        String mark = needing.equals(projects.get(0)) ? "" : "# ";
        List<String> lines = new ArrayList<>(List.of("", "# What each checkout gets before its use."));
        lines.add(mark + "setup:");
        if (needing.install() == null) {
            lines.add(mark + "  link: [" + needing.ignored() + "]");
        } else {
            lines.add(mark + "  run: [" + needing.install() + "]");
            lines.add("#   link: [" + needing.ignored() + "]   # quicker: your own, where it is up to date");
        }
        return lines;
    }

    private List<String> protectLines() {
        String tests = projects.stream()
                .flatMap(project -> project.tests().stream())
                .distinct()
                .map(pattern -> '"' + pattern + '"')
                .collect(Collectors.joining(", "));
        return tests.isEmpty()
                ? List.of()
                : List.of(
                        "",
                        "# Edits of these are taken out of every change: for tasks whose tests are there already.",
                        "# protect: [" + tests + "]");
    }

    private static String remark(String words) {
        return words.isEmpty() ? "" : "   # " + words;
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : Json.line(StringNode.valueOf(text));
    }
}
