package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The recipes for CI: their structure, and their scripts as they stand in the files, on a real repository. */
class CiRecipesTest {
    private static final String WORKFLOW = "examples/ci/github/council.yml";
    private static final String HOSTILE = "mend it\"; touch owned; $(touch owned) `touch owned` ' ::set-output::";

    @TempDir
    Path folder;

    private Project project;
    private Bash bash;
    private final Map<String, String> runner = new HashMap<>();

    @BeforeEach
    void makeARunner() throws IOException {
        project = Project.make(folder);
        project.configure(Map.of("one", "echo right >file.txt; echo '{\"cost_usd\": 0.5}'"))
                .commit("configured");
        bash = new Bash(folder, project.environment());
        Path files = Files.createDirectories(folder.resolve("runner"));
        runner.put("CI", "true");
        runner.put("RUNNER_TEMP", files.toString());
        runner.put("GITHUB_OUTPUT", files.resolve("output").toString());
        runner.put("GITHUB_STEP_SUMMARY", files.resolve("summary").toString());
        runner.put("GITHUB_ACTION_PATH", folder.resolve("bin").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"action.yml", WORKFLOW, ".github/workflows/ci.yml"})
    void noScriptIsBuiltOfExpressionsAndEveryActionIsPinned(String file) throws IOException {
        List<JsonNode> steps = Recipe.read(file).allSteps();

        assertThat(steps).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("run").asString("")).doesNotContain("${{");
            assertThat(step.path("uses").asString("./local")).matches("\\./.*|[a-z-]+/[a-z-]+@[0-9a-f]{40}");
        });
    }

    @Test
    void whoHoldsTheKeysCannotWriteAndWhoWritesHoldsNoKey() throws IOException {
        JsonNode workflow = Recipe.read(WORKFLOW).document();
        assertThat(workflow.path("permissions").isEmpty()).isTrue();
        JsonNode solve = workflow.path("jobs").path("solve");
        JsonNode propose = workflow.path("jobs").path("propose");

        assertThat(solve.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(propose.path("permissions").toString())
                .isEqualTo("{\"contents\":\"write\",\"pull-requests\":\"write\"}");
        assertThat(solve.toString()).contains("secrets.").doesNotContain("github.token");
        assertThat(propose.toString()).doesNotContain("secrets.");
        assertThat(Recipe.read(WORKFLOW).steps("jobs", "solve").stream()
                        .filter(step -> step.path("uses").asString("").startsWith("actions/checkout"))
                        .map(step ->
                                step.path("with").path("persist-credentials").toString()))
                .containsExactly("false", "false");
        assertThat(Recipe.read(".github/workflows/ci.yml")
                        .document()
                        .path("permissions")
                        .toString())
                .isEqualTo("{\"contents\":\"read\"}");
    }

    @Test
    void theActionSolvesAndTheOtherJobProposesWhatItFound() throws Exception {
        Map<String, String> outputs = solve(Map.of("inputs.task", HOSTILE, "inputs.check", "sh check.sh\ntrue\n"));
        assertThat(outputs)
                .containsEntry("status", "WINNER")
                .containsEntry("winner", "one")
                .containsEntry("cost", "0.5000");
        assertThat(Files.readString(folder.resolve("runner/summary"))).startsWith("## Council: one wins");
        Path result = Path.of(outputs.get("directory"));
        Schemas.check("result", Files.readString(result.resolve("result.json")));
        try (Stream<Path> files = Files.list(result)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("result.json", "report.html", "junit.xml", "comment.md", "winner.patch");
        }
        assertThat(project.root().resolve("owned")).doesNotExist();

        Path checkout = checkout();
        Path calls = folder.resolve("gh.calls");
        bash.program("gh", "echo \"$*\" >>'" + calls + "'\n[ \"$2\" != view ]\n");
        assertThat(propose("Check and apply the change", checkout, outputs)).isEqualTo(new Bash.Outcome(0, ""));
        Bash.Outcome proposed = propose("Propose it", checkout, outputs);
        assertThat(proposed.exitCode()).as(proposed.printed()).isZero();

        String branch = "council/" + outputs.get("run-id") + "/one";
        String origin = "--git-dir=" + folder.resolve("origin.git");
        assertThat(project.git(origin, "show", branch + ":file.txt")).isEqualTo("right");
        assertThat(project.git(origin, "log", "-1", "--format=%B", branch))
                .isEqualTo("Apply the change of a council\n\nCouncil-Run: " + outputs.get("run-id")
                        + "\nCouncil-Agent: one");
        assertThat(Files.readAllLines(calls))
                .containsExactly(
                        "pr view " + branch,
                        "pr create --base main --head " + branch + " --title Council: the change of one --body-file "
                                + folder.resolve("runner/body.md"));

        bash.program("gh", "echo \"$*\" >>'" + calls + "'\n");
        assertThat(propose("Propose it", checkout, outputs).exitCode()).isZero();
        assertThat(Files.readAllLines(calls)).last().asString().startsWith("pr edit " + branch);
    }

    @ParameterizedTest
    @CsvSource({
        "mkdir -p .github/workflows; echo x >.github/workflows/x.yml, a file that a person should propose",
        "ln -s nowhere link, a link or a submodule",
        "head -c 3000000 /dev/urandom >large, the change is larger than 1 MiB",
    })
    void whatAPersonShouldDecideIsNotProposed(String doing, String words) throws Exception {
        project.configure(Map.of("one", doing + "; echo right >file.txt"));
        Map<String, String> outputs = solve(Map.of("inputs.task", "mend it"));

        Bash.Outcome refused = propose("Check and apply the change", checkout(), outputs);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.printed()).startsWith("refused: " + words);
    }

    @Test
    void theActionEndsAsTheCommandDoes() throws Exception {
        project.configure(Map.of("one", "echo nearly >file.txt"));

        assertThat(solve(Map.of("inputs.task", "mend it"), 10))
                .containsEntry("status", "NO_WINNER")
                .containsEntry("winner", "")
                .containsEntry("exit-code", "10");
    }

    @Test
    void theRecipeForGitLabLeavesItsOutputs() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "jq"))))
                .as("jq on the PATH")
                .isTrue();
        JsonNode job = Recipe.read("examples/ci/gitlab-ci.yml").document().path("council");
        List<String> lines = new ArrayList<>();
        job.path("script").forEach(line -> lines.add(line.asString()));

        Bash.Outcome outcome = bash.run(project.root(), sources(), String.join("\n", lines));

        assertThat(outcome.exitCode()).as(outcome.printed()).isZero();
        assertThat(Files.readAllLines(project.root().resolve("council-result/outputs.env")))
                .contains(
                        "COUNCIL_STATUS=WINNER", "COUNCIL_WINNER=one", "COUNCIL_COST=0.5000", "COUNCIL_COST_UNKNOWN=0");
        assertThat(project.root().resolve("council-result/junit.xml")).isNotEmptyFile();
        assertThat(Files.readString(project.root().resolve("council-result/winner.patch")))
                .contains("\n+right\n");
        assertThat(job.path("artifacts").path("reports").path("junit").asString())
                .isEqualTo("council-result/junit.xml");
        assertThat(project.root().resolve("owned")).doesNotExist();
    }

    @Test
    void theScriptsOfTheJenkinsfileRun() throws Exception {
        Matcher script = Pattern.compile("'''(.*?)'''", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "examples", "ci", "Jenkinsfile")));
        Map<String, String> variables = sources();
        List<Integer> codes = new ArrayList<>();
        while (script.find()) {
            // Groovy joins such lines before the shell sees them.
            codes.add(bash.run(project.root(), variables, script.group(1).replace("\\\n", ""))
                    .exitCode());
        }

        assertThat(codes).containsExactly(0, 0);
        Schemas.check("result", Files.readString(project.root().resolve("council-result/result.json")));
        assertThat(project.root().resolve("council-result/junit.xml")).isNotEmptyFile();
        assertThat(project.root().resolve("owned")).doesNotExist();
    }

    /** The variables of a server that clones the command's source: here a repository with the command itself. */
    private Map<String, String> sources() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source);
        Files.copy(folder.resolve("bin/council"), source.resolve("council"));
        project.git("-C", source.toString(), "init", "-q", "-b", "main");
        project.git("-C", source.toString(), "add", "-A");
        project.git(
                "-C",
                source.toString(),
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@localhost",
                "commit",
                "-q",
                "-m",
                "it");
        return Map.of(
                "CI",
                "true",
                "CI_BUILDS_DIR",
                folder.resolve("builds").toString(),
                "COUNCIL_SOURCE",
                source.toString(),
                "COUNCIL_REF",
                "main",
                "COUNCIL_TASK",
                HOSTILE,
                "TASK",
                HOSTILE);
    }

    private Map<String, String> solve(Map<String, String> inputs) throws Exception {
        return solve(inputs, 0);
    }

    /** Carries out the action's steps one after another, and tells its outputs. */
    private Map<String, String> solve(Map<String, String> inputs, int exitCode) throws Exception {
        Map<String, String> values = new HashMap<>(inputs);
        for (JsonNode step : Recipe.read("action.yml").steps("runs")) {
            Map<String, String> variables = new HashMap<>(runner);
            variables.putAll(Recipe.variables(step, values));
            Bash.Outcome outcome =
                    bash.run(project.root(), variables, step.path("run").asString());
            outputs()
                    .forEach((name, value) ->
                            values.put("steps." + step.path("id").asString() + ".outputs." + name, value));
            boolean isTheRun = step.path("id").asString().equals("run");
            assertThat(outcome.exitCode()).as(outcome.printed()).isEqualTo(isTheRun ? exitCode : 0);
            if (outcome.exitCode() != 0) {
                break;
            }
        }
        return outputs();
    }

    /** What a job that has checked out the base afresh sees. */
    private Path checkout() {
        Path checkout = folder.resolve("checkout");
        Path origin = folder.resolve("origin.git");
        project.git("clone", "-q", "--bare", project.root().toString(), origin.toString());
        project.git("clone", "-q", origin.toString(), checkout.toString());
        return checkout;
    }

    private Bash.Outcome propose(String name, Path checkout, Map<String, String> outputs) throws Exception {
        List<JsonNode> steps = Recipe.read(WORKFLOW).steps("jobs", "propose");
        JsonNode step = steps.stream()
                .filter(one -> one.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> variables = new HashMap<>(runner);
        variables.putAll(Recipe.variables(
                step,
                Map.of(
                        "runner.temp", folder.resolve("runner").toString(),
                        "needs.solve.outputs.run-id", outputs.get("run-id"),
                        "needs.solve.outputs.winner", outputs.get("winner"),
                        "github.ref_name", "main",
                        "github.token", "not-a-real-token")));
        return bash.run(checkout, variables, step.path("run").asString());
    }

    private Map<String, String> outputs() throws IOException {
        String text = Files.readString(folder.resolve("runner/output"));
        Map<String, String> values = new HashMap<>();
        Matcher line = Pattern.compile("(?m)^(?:([a-z-]+)<<(end-[0-9a-f-]{36})\n(.*)\n\\2|([a-z-]+)=(.*))$")
                .matcher(text);
        while (line.find()) {
            values.put(
                    line.group(1) == null ? line.group(4) : line.group(1),
                    line.group(1) == null ? line.group(5) : line.group(3));
        }
        return values;
    }
}
