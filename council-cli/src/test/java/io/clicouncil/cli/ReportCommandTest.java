package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

/** Reports of real runs, as {@code run}, {@code resume} and {@code show} write them. */
class ReportCommandTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>|@team\\u0000";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "pdf=a.pdf, 'council: --report: unknown kind ''pdf''; known: html, markdown, junit, json\n'",
        "html, 'council: --report: ''html'' is no report: write KIND=FILE, as in html=report.html\n'",
    })
    void whatIsNoReportIsRefusedBeforeAnythingIsSpent(String report, String words) throws IOException {
        project.configure(Map.of("one", right("1")));

        Outcome outcome = project.council("run", "--report", report, "mend it");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).isEqualTo(words);
        assertThat(project.root().resolve(".git/council")).doesNotExist();
    }

    @Test
    void filesThatCannotBeWrittenAreRefusedBeforeAnythingIsSpent() throws IOException {
        project.configure(Map.of("one", right("1")));
        Path root = project.root();

        assertThat(project.council("run", "--report", "json=a", "--report", "html=./a", "mend it")
                        .err())
                .isEqualTo("council: --report: two reports would go to " + root.resolve("a") + "\n");
        assertThat(project.council("run", "--report", "json=.", "mend it").err())
                .isEqualTo("council: --report: " + root + " is a folder: name a file in it\n");
        assertThat(project.council("run", "--report", "json=file.txt/a", "mend it")
                        .err())
                .isEqualTo("council: --report: " + root.resolve("file.txt/a") + " cannot be written: "
                        + root.resolve("file.txt") + " is no folder to write to\n");
        assertThat(root.resolve(".git/council")).doesNotExist();
    }

    @Test
    void aRunWithAWinnerHasNoFailureInItsTestResults() throws Exception {
        project.configure(Map.of("cheap", right("0.02"), "dear", right("0.4"), "wrong", "echo nearly >file.txt"));

        Outcome outcome =
                project.council("run", "--report", "junit=out/junit.xml", "--report", "json=out/r.json", "mend it");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        String json = Files.readString(project.root().resolve("out/r.json"));
        Schemas.check("result", json);
        AggregatedResult result = Json.result(JsonMapper.builder().build().readTree(json));
        Document junit = junit("out/junit.xml");
        Element suite = (Element) junit.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(properties(junit))
                .containsEntry("run", result.runId())
                .containsEntry("winner", "cheap")
                .containsEntry("cost", "0.4200")
                .containsEntry("cost-unknown", "1");
        assertThat(cases(junit)).isEqualTo(Map.of("cheap", "passed", "dear", "passed", "wrong", "skipped"));
    }

    @Test
    void aRunWithoutAWinnerFailsByCheckOrErrsByAgent() throws Exception {
        project.configure(Map.of("wrong", "echo nearly >file.txt", "broken", "exit 3", "idle", "true"));

        assertThat(project.council("run", "--report", "junit=junit.xml", "mend it")
                        .exitCode())
                .isEqualTo(10);

        Document junit = junit("junit.xml");
        assertThat(cases(junit)).isEqualTo(Map.of("wrong", "failure", "broken", "error", "idle", "failure"));
        assertThat(junit.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(junit.getDocumentElement().getTextContent()).contains("check 'sh check.sh' failed with exit code 1");
    }

    @Test
    void whatAgentsSayIsNoMarkup() throws Exception {
        project.configure(Map.of(
                "loud",
                "echo '" + HOSTILE + "' >file.txt; echo '{\"failure\":\"REFUSED\",\"message\":\"" + HOSTILE + "\"}'"));

        project.council("run", "--report", "junit=j.xml", "--report", "markdown=m.md", "mend it");

        assertThat(junit("j.xml").getElementsByTagName("img").getLength()).isZero();
        String markdown = Files.readString(project.root().resolve("m.md"));
        assertThat(markdown)
                .contains("&lt;img src=x onerror=alert(1)\\>\\|\\@\u200bteam")
                .startsWith("## Council: No winner\n");
        assertThat(Pattern.compile("(?m)^\\| .*")
                        .matcher(markdown)
                        .results()
                        .map(row -> row.group().split("(?<!\\\\)\\|", -1).length))
                .containsOnly(10);
    }

    @Test
    void showWritesThemToo() throws IOException {
        project.configure(Map.of("one", right("1")));
        project.council("run", "mend it");

        Outcome shown = project.council("show", "latest", "--report", "markdown=late.md", "--format", "json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        Schemas.check("result", shown.out());
        assertThat(Files.readString(project.root().resolve("late.md")))
                .startsWith("## Council: one wins\n")
                .contains("\n```diff\ndiff --git a/file.txt b/file.txt\n", "\n-wrong\n+right\n```\n");
    }

    @Test
    void noReportHoldsTheKeyOfAnAgent() throws IOException {
        String key = "not-a-real-key-0123456789";
        project.configure(Map.of(
                "leaky",
                "echo \"it is $DEPLOY_TOKEN\"; echo \"right $DEPLOY_TOKEN\" >file.txt;"
                        + " echo \"{\\\"message\\\": \\\"$DEPLOY_TOKEN\\\"}\""));
        String pass = Files.readString(project.root().resolve("council.yml"))
                .replace("adapter: command,", "adapter: command, env: { pass: [DEPLOY_TOKEN] },");
        project.write("council.yml", pass);

        project.council(
                Map.of("DEPLOY_TOKEN", key),
                "",
                "run",
                "--report",
                "html=r.html",
                "--report",
                "markdown=r.md",
                "--report",
                "junit=r.xml",
                "--report",
                "json=r.json",
                "mend it");

        assertThat(Files.readString(project.root().resolve("r.html"))).contains("it is [secret]", "+right [secret]");
        for (String file : new String[] {"r.html", "r.md", "r.xml", "r.json"}) {
            assertThat(Files.readString(project.root().resolve(file))).as(file).doesNotContain(key);
        }
    }

    @Test
    void theEnvironmentNamesReportsAndResumeWritesThem() throws IOException {
        project.configure(Map.of("one", right("1")));
        Map<String, String> asked = Map.of("COUNCIL_OPT_REPORT", "json=r.json\njunit=j.xml\n");
        assertThat(project.council(asked, "", "run", "mend it").exitCode()).isZero();
        String json = Files.readString(project.root().resolve("r.json"));

        assertThat(project.council("resume", "latest", "--report", "json=again.json")
                        .exitCode())
                .isZero();

        assertThat(project.root().resolve("j.xml")).isNotEmptyFile();
        assertThat(project.root().resolve("again.json")).hasContent(json);
    }

    @Test
    void aCommentStaysWithinItsBudgetAndSaysWhatIsMissing() throws IOException {
        project.configure(Map.of("long", "seq 1 40000 >more.txt; " + right("1")));

        project.council("run", "--report", "markdown=m.md", "x".repeat(3000) + "\u20ac".repeat(3000));

        Path file = project.root().resolve("m.md");
        assertThat(Files.size(file)).isBetween(20_000L, 60_000L);
        assertThat(Files.readString(file)).contains(" more characters are left out.\n");
    }

    @Test
    void aWorkflowGetsItsSummaryAndItsOutputs() throws IOException {
        project.configure(Map.of("one", right("0.5")));
        Path summary = Files.writeString(folder.resolve("summary"), "before\n");
        Path outputs = folder.resolve("outputs");
        Map<String, String> workflow =
                Map.of("GITHUB_STEP_SUMMARY", summary.toString(), "GITHUB_OUTPUT", outputs.toString());

        assertThat(project.council(workflow, "", "run", "mend it").exitCode()).isZero();

        assertThat(Files.readString(summary)).startsWith("before\n## Council: one wins\n");
        Map<String, String> values = outputs(Files.readString(outputs));
        String run = values.get("run-id");
        String branch = "council/" + run + "/one";
        assertThat(values)
                .isEqualTo(Map.of(
                        "status", "WINNER",
                        "winner", "one",
                        "cost", "0.5000",
                        "cost-unknown", "0",
                        "branch", branch,
                        "commit", project.git("rev-parse", branch).strip(),
                        "run-id", run,
                        "exit-code", "0"));

        Files.delete(outputs);
        assertThat(project.council(workflow, "", "resume", "latest").exitCode()).isZero();
        assertThat(outputs(Files.readString(outputs))).isEqualTo(values);
    }

    @Test
    void aReportThatCannotBeWrittenInTheEndIsAnErrorAndTheResultStands() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        project.configure(Map.of("one", "rmdir '" + gone + "'; : >'" + gone + "'; " + right("1")))
                .withoutWalls();

        Outcome outcome = project.council("run", "--report", "json=" + gone.resolve("r.json"), "mend it");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(outcome.out()).contains("Winner: one");
        assertThat(outcome.err()).contains("council: not written: " + gone.resolve("r.json"));
    }

    private Document junit(String file) throws Exception {
        String xml = Files.readString(project.root().resolve(file));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ReportCommandTest.class.getResource("/junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static Map<String, String> cases(Document junit) {
        Map<String, String> cases = new LinkedHashMap<>();
        for (int i = 0; i < junit.getElementsByTagName("testcase").getLength(); i++) {
            Element one = (Element) junit.getElementsByTagName("testcase").item(i);
            String verdict = "passed";
            for (String other : new String[] {"skipped", "failure", "error"}) {
                verdict = one.getElementsByTagName(other).getLength() == 0 ? verdict : other;
            }
            cases.put(one.getAttribute("name"), verdict);
        }
        return cases;
    }

    private static Map<String, String> properties(Document junit) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < junit.getElementsByTagName("property").getLength(); i++) {
            Element one = (Element) junit.getElementsByTagName("property").item(i);
            properties.put(one.getAttribute("name"), one.getAttribute("value"));
        }
        return properties;
    }

    private static Map<String, String> outputs(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher value = Pattern.compile("(?m)^([a-z-]+)<<(end-[0-9a-f-]{36})\n(.*)\n\\2\n")
                .matcher(text);
        while (value.find()) {
            values.put(value.group(1), value.group(3));
        }
        return values;
    }

    private static String right(String cost) {
        return "echo right >file.txt; echo '{\"cost_usd\": " + cost + "}'";
    }
}
