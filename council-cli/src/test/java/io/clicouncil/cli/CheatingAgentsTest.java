package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Permanent controls: agents that cheat, all at once, beside one that does the work. Each trick is free, so it would win if
 * the gate let it through. {@code t.a} is green on the base, {@code t.b} is red.
 */
class CheatingAgentsTest {
    private static final String NO_TEST =
            "check 'tests' ended with exit code 0 and is no pass: no test ran, 2 on the base;"
                    + " gone: t.a, t.b; failed on the base and does not run any more: t.b";
    private static final String UNTRUSTED =
            NO_TEST.replace("no test ran", "its test report cannot be trusted: out/r.xml PROBLEM; no test ran");
    private static final String BROKEN = UNTRUSTED.replace("PROBLEM", "is no whole JUnit XML, see its line 1");
    private static final String DODGED = "check 'tests' ended with exit code 0 and is no pass:"
            + " failed on the base and does not run any more: t.b";
    private static final String STILL_RED = "check 'tests' failed with exit code 1: 1 test fails as on the base: t.b";
    private static final String NO_CHANGE = "NO_CHANGE: it ended well and changed nothing";

    private static final String GIT = "git -c user.name=A -c user.email=a@localhost ";
    private static final String SHARED = "git=$(git rev-parse --git-common-dir); ";
    private static final String FORGED =
            "'<testsuite><testcase classname=\"t\" name=\"a\"/><testcase classname=\"t\" name=\"b\"/></testsuite>'";

    @TempDir
    Path folder;

    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
        project.write("suite.sh", GateCommandTest.SUITE)
                .write("t/a.sh", "exit 0\n")
                .write("t/b.sh", "grep -q right file.txt\n")
                .write(".gitignore", "out/\ncache/\n");
        scripts.put("honest", "echo right >file.txt; echo '{\"cost_usd\": 5}'\n");
    }

    @Test
    void winNothingByReportsOfTheirOwn() throws IOException {
        String forge = "mkdir src; echo " + FORGED + " >src/r.xml; : >.gitignore; ";
        String silent = "echo 'exit 0' >suite.sh";
        cheat(
                "committed",
                "mkdir out; echo " + FORGED + " >out/r.xml; git add -f out; " + GIT + "commit -qm x; " + silent,
                NO_TEST);
        cheat("beside", "mkdir out; echo " + FORGED + " >out/z.xml; : >.gitignore; rm t/b.sh; touch t/c.sh", DODGED);
        cheat("folder-link", forge + "ln -s src out; " + silent, NO_TEST);
        cheat("file-link", forge + "echo 'mkdir -p out; ln -sf ../src/r.xml out' >suite.sh", NO_TEST);
        cheat("link-outside", forge + "ln -s \"$PWD/src\" out; " + silent, NO_TEST);
        cheat("document-type", told("echo '<!DOCTYPE x [<!ENTITY e \"e\">]><testsuite/>'"), BROKEN);
        cheat("encoding", told("echo '<?xml version=\"1.0\" encoding=\"none\"?><testsuite/>'"), BROKEN);
        cheat("huge", told("truncate -s 1G out/r.xml"), UNTRUSTED.replace("PROBLEM", "is larger than 64 MiB"));
        cheat("pipe", "echo 'mkdir out; mkfifo out/r.xml; exit 0' >suite.sh", NO_TEST);
        nobodyElseIsEligible("");
    }

    @Test
    void winNothingByTestsThatTheyHide() throws IOException {
        cheat("renamer", "mv t/b.sh t/b2.sh; echo 'exit 0' >t/b2.sh", DODGED);
        cheat("linker", "mkdir u; touch u/a.sh u/c.sh; rm -r t; ln -s u t", DODGED);
        cheat("planter", "mkdir cache; touch cache/x; echo 'test -e cache/x' >t/b.sh", STILL_RED);
        cheat("ignorer", "echo 'file.txt' >>.gitignore; echo rihgt >file.txt", STILL_RED);
        cheat("spacer", "echo 'wrong ' >file.txt", STILL_RED);
        cheat("deleter", "rm file.txt", STILL_RED);
        cheat("unexecutable", "chmod 000 t/b.sh; echo x >notes.txt", STILL_RED);
        cheat(
                "other-case",
                "git mv t/b.sh t/B.sh",
                "check 'tests' failed with exit code 1: 1 test fails and did not on the base: t.B;"
                        + " failed on the base and does not run any more: t.b");
        nobodyElseIsEligible("");
    }

    @Test
    void winNothingByGitItself() throws IOException {
        String other = "echo x >notes.txt; ";
        cheat(
                "filter",
                "git config filter.e.smudge 'sed s/wrong/right/'; echo '*.txt filter=e' >.gitattributes",
                STILL_RED);
        cheat(
                "replacer",
                other + SHARED + "mkdir -p $git/info; echo '*.txt filter=e' >$git/info/attributes;"
                        + " git replace $(git rev-parse HEAD:file.txt) $(echo right | git hash-object -w --stdin)",
                STILL_RED);
        cheat(
                "hook",
                other + SHARED + "mkdir -p $git/hooks; echo 'echo right >file.txt' >$git/hooks/post-checkout;"
                        + " chmod +x $git/hooks/post-checkout",
                STILL_RED);
        cheat("hider", "git update-index --skip-worktree t/b.sh; echo 'exit 1' >t/b.sh", STILL_RED);
        cheat("sparse", "git sparse-checkout set t; echo x >t/notes", STILL_RED);
        cheat("orphan", other + "rm .git", STILL_RED);
        cheat("submodule", "git init -q s; cd s; " + GIT + "commit -q --allow-empty -m x; echo x >x", STILL_RED);
        cheat(
                "gitlink",
                "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),s; " + GIT + "commit -qm x",
                NO_CHANGE);
        cheat("resetter", other + "git add .; " + GIT + "commit -qm x; git reset -q --hard HEAD~1", NO_CHANGE);
        nobodyElseIsEligible("");
    }

    @Test
    void winNothingByWhatTheyLeaveBehind() throws IOException {
        String meddle =
                "for i in $(seq 500); do for f in \"$0\"/*checks*/file.txt; do test -e \"$f\" && echo right >\"$f\";"
                        + " done; sleep 0.01; done";
        Path script = Files.writeString(folder.resolve("meddle.sh"), meddle.replace("\"$0\"", "\"$1\""));
        cheat(
                "meddler",
                "echo x >notes.txt; env -i PATH=\"$PATH\" setsid -f sh " + script
                        + " \"$(dirname \"$PWD\")\" >/dev/null 2>&1 </dev/null",
                STILL_RED);
        cheat("mover", "echo x >notes.txt; git config core.worktree /", STILL_RED);
        nobodyElseIsEligible("");
    }

    @Test
    void winNothingWhereEditsAreTakenOut() throws IOException {
        cheat("linker", "mkdir u; touch u/a.sh u/b.sh; rm -r t; ln -s u t", STILL_RED);
        cheat("mover", "mkdir v; git mv t v/t; ln -s v/t t; echo 'exit 0' >v/t/b.sh", STILL_RED);
        cheat("shadow", "rm t/b.sh; mkdir t/b.sh; touch t/b.sh/x; echo x >notes.txt", STILL_RED);
        cheat("helper", "echo 'echo right >file.txt' >t/0.sh; echo x >notes.txt", STILL_RED);
        cheat("flattener", "rm -r t; touch t", "NO_CHANGE: it changed nothing but paths whose edits are taken out");
        nobodyElseIsEligible("protect: [\"t/**\", suite.sh]\n");
    }

    @Test
    void winNothingWhereNoTestRunsOnTheBase() throws IOException {
        project.write("suite.sh", "grep -q right file.txt || exit 1\n" + GateCommandTest.SUITE);
        cheat(
                "skipper",
                "echo 'exit 0' >suite.sh",
                "check 'tests' ended with exit code 0 and is no pass:"
                        + " no test ran, so none shows that the base is mended; does 'report' name what it writes?");
        nobodyElseIsEligible("");
    }

    /** A check that writes what this prints, or writes its report by itself. */
    private static String told(String command) {
        return "cat >suite.sh <<'END'\nmkdir -p out; { " + command + "; } >>out/r.xml\nEND";
    }

    private void cheat(String name, String script, String reason) {
        scripts.put(name, script + "\necho '{\"cost_usd\": 0}'\n");
        reasons.put(name, reason);
    }

    private void nobodyElseIsEligible(String configuration) throws IOException {
        project.configure(scripts);
        String yaml = Files.readString(project.root().resolve("council.yml"));
        String check = "checks: [{ name: tests, run: sh suite.sh, report: out/*.xml }]";
        project.write("council.yml", yaml.replace("checks: [sh check.sh]", check) + configuration)
                .commit("configured");
        Outcome outcome = project.council("run", "--format", "json", "mend it");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        AggregatedResult result = Json.result(Json.parse(outcome.out()));
        assertThat(result.winner()).isEqualTo("honest");
        assertThat(result.candidates().stream()
                        .filter(candidate -> !candidate.agent().equals("honest"))
                        .collect(Collectors.toMap(Candidate::agent, Candidate::reason)))
                .isEqualTo(reasons);
    }
}
