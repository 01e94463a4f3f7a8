package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.process.CommandResult;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.testkit.Attacks;
import io.clicouncil.testkit.Attacks.Attack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents and checks behind walls that look around on the machine, and what happens where there are no walls. */
@Timeout(180)
class SandboxedMachineIT {
    private static final String DONE = "\necho right >file.txt; echo '{\"cost_usd\": 0}'\n";

    /** Three questions to the proxy of a list: for what is not on it. */
    private static final String ASK = """
            for host in 127.0.0.1:$PORT 169.254.169.254:80 other.invalid:443; do
                exec 3<>/dev/tcp/127.0.0.1/${HTTPS_PROXY##*:}
                printf "CONNECT $host HTTP/1.1\\r\\n\\r\\n" >&3
                head -n 1 <&3
                exec 3>&-
            done
            """;

    /** Does no harm where it succeeds, and does succeed without walls. */
    private static final Set<String> HARMLESS = Set.of(
            "reads-a-sibling", "reads-the-users-tree", "reads-the-users-home", "reaches-the-loopback", "sees-siblings");

    /** The same of what every agent is kept from by its process namespace, walls or not. */
    private static final Set<String> ABOUT_PROCESSES = Set.of("reads-other-environments", "signals-the-council");

    @TempDir
    Path folder;

    private Project project;
    private ServerSocket server;
    private Process other;

    @BeforeEach
    void aMachineWithSomethingToFind() throws IOException {
        project = Project.make(folder).write("README.md", "one\n");
        Files.writeString(Files.createDirectories(folder.resolve("home/.ssh")).resolve("id"), "secret\n");
        server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        ProcessBuilder builder = new ProcessBuilder("cat");
        builder.environment().put("SECRET_VALUE", "not-a-real-secret");
        other = builder.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        other.destroyForcibly();
    }

    @Test
    @Tag("F29")
    @Tag("F36")
    @Tag("F57")
    @Tag("F59")
    void anAgentFindsNothingAndReachesNobody() throws IOException {
        List<Attack> all = Attacks.onTheMachine();
        String outside = attacks(
                "walled",
                all.stream().filter(attack -> HARMLESS.contains(attack.id())).toList());
        String agents = agent("outside", "mode: none", awaiting("walled") + outside)
                + agent("walled", "mode: required, network: none", attacks("outside", all))
                + agent("reaching", "mode: required, network: full", attacks("outside", all))
                + agent(
                        "listed",
                        "mode: required, network: [example.invalid]",
                        attacks("outside", all) + "bash -c '" + ASK + "' >answers.txt 2>&1\n");
        assertThat(all.stream().map(Attack::id).filter(ABOUT_PROCESSES::contains))
                .hasSameSizeAs(ABOUT_PROCESSES);
        for (Attack attack : all) {
            if (ABOUT_PROCESSES.contains(attack.id())) {
                assertThat(succeedsAsTheUser(attack)).as(attack.id()).isTrue();
            }
        }

        AggregatedResult result = run("checks: [sh check.sh]\n" + agents);

        assertThat(result.candidates())
                .extracting(Candidate::agent, Candidate::sandbox, Candidate::eligible)
                .containsExactly(
                        tuple("outside", "none", true),
                        tuple("walled", "bubblewrap", true),
                        tuple("reaching", "bubblewrap", true),
                        tuple("listed", "bubblewrap", true));
        assertThat(left(result, "outside", "got.txt").lines()).containsExactlyInAnyOrderElementsOf(HARMLESS);
        assertThat(left(result, "walled", "got.txt")).isEmpty();
        assertThat(left(result, "reaching", "got.txt").lines())
                .as("the metadata of a cloud may be reachable where there is one")
                .filteredOn(attack -> !attack.equals("reaches-the-metadata"))
                .containsExactly("reaches-the-loopback");
        assertThat(left(result, "listed", "got.txt")).isEmpty();
        assertThat(left(result, "listed", "answers.txt").lines().map(String::strip))
                .containsExactly("HTTP/1.1 403 Forbidden", "HTTP/1.1 403 Forbidden", "HTTP/1.1 403 Forbidden");
        assertTheUserHasWhatHeHad();
    }

    @Test
    @Tag("F66")
    void aHostileCheckReachesNothing() throws IOException {
        Path tree = project.root();
        String check = "got=; try() { (eval \"$1\") >/dev/null 2>&1 && got=\"$got $2\"; }\n"
                + "try 'test -s " + tree + "/README.md && echo x >" + tree + "/README.md' tree\n"
                + "try 'cat " + folder.resolve("home/.ssh/id") + "' home\n"
                + "try 'bash -c \"exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "\"' loopback\n"
                + "try 'touch /usr/bin/planted' system\n"
                + "echo x >" + tree + "/.git/hooks/pre-commit\n"
                + "git -C " + tree + " config core.fsmonitor /nowhere\n"
                + "echo \"got:$got\"; test -z \"$got\" && grep -q right file.txt\n";
        project.write("hostile.sh", check);
        String before = Files.readString(tree.resolve(".git/config"));

        AggregatedResult result = run("checks: [sh hostile.sh]\nsandbox: { mode: required, network: none }\n"
                + agent("honest", "mode: required, network: none", ""));

        assertThat(candidate(result, "honest").eligible())
                .as(candidate(result, "honest").reason())
                .isTrue();
        assertThat(tree.resolve(".git/config")).hasContent(before);
        assertThat(tree.resolve(".git/hooks/pre-commit")).doesNotExist();
        assertTheUserHasWhatHeHad();
    }

    @ParameterizedTest
    @CsvSource({"false, ''", "true, 'env claude mcp codex'"})
    @Tag("F56")
    void aRepositorysOwnSettingsRunOnlyWhereItIsTrusted(boolean trusted, String found) throws IOException {
        String command = "{\"command\": \"echo %s >>found.txt\"}\n";
        project.write(".env", "echo env >>found.txt\n")
                .write(".claude/settings.json", command.formatted("claude"))
                .write(".mcp.json", command.formatted("mcp"))
                .write(".codex/config.toml", "command = \"echo codex >>found.txt\"\n");
        String cli = "touch found.txt; test -f .env && . ./.env\n"
                + "for f in .claude/settings.json .mcp.json .codex/config.toml; do test -f $f && sh -c "
                + "\"$(sed -n 's/.*command\"* *[=:] *\"\\([^\"]*\\)\".*/\\1/p' $f)\"; done\n";

        AggregatedResult result = run("checks: [sh check.sh]\ntrustRepoConfig: " + trusted + "\n"
                + agent("reader", "mode: required, network: none", cli));

        Candidate reader = candidate(result, "reader");
        assertThat(reader.eligible()).as(reader.reason()).isTrue();
        assertThat(left(result, "reader", "found.txt").replace('\n', ' ')).isEqualTo(found);
        assertThat(project.git("diff", "--name-only", "main", branch(result, "reader"))
                        .lines())
                .containsExactly("file.txt", "found.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "user namespaces, 'echo 0 >/proc/sys/user/max_user_namespaces', bubblewrap does not work here",
        "bubblewrap, 'mount --bind /dev/null \"$(command -v bwrap)\"', bubblewrap is not installed"
    })
    @Tag("F65")
    void whereThereAreNoWallsTheRequiredAreRefusedAndTheOthersMissed(String missing, String without, String problem)
            throws IOException {
        configure("checks: [sh check.sh]\nsandbox: { mode: required }\n" + agent("honest", null, ""));
        Path out = folder.resolve("out");

        CommandResult refused = project.run(without(without), out);

        assertThat(refused.exitCode()).as(missing).isEqualTo(4);
        assertThat(folder.resolve("out.err"))
                .content()
                .contains("a sandbox is required, and there is none here: " + problem);

        configure("checks: [sh check.sh]\nsandbox: { mode: auto }\n" + agent("honest", null, ""));
        CommandResult missed = project.run(without(without), out);

        assertThat(missed.exitCode())
                .as(Files.readString(folder.resolve("out.err")))
                .isZero();
        Candidate honest = candidate(Json.result(Json.parse(Files.readString(out))), "honest");
        assertThat(honest.sandbox()).isEqualTo("none");
        assertThat(honest.flags()).anyMatch(flag -> flag.startsWith("it ran without a sandbox: " + problem));
    }

    /** The command in a namespace of its own in which something was done first. */
    private static List<String> without(String preparation) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", preparation + "; exec \"$@\"", "sh"));
        command.addAll(Distribution.command("run", "--retries", "0", "--format", "json", "mend it"));
        return command;
    }

    /** A script that notes the attacks that succeed. */
    private String attacks(String sibling, List<Attack> attacks) {
        String variables = "WT=$PWD SIBLING=$(dirname \"$PWD\")/" + sibling + " TREE=" + project.root() + " SECRETS="
                + folder.resolve("home/.ssh/id") + " PORT=" + server.getLocalPort() + " COUNCIL_PID="
                + ProcessHandle.current().pid()
                + " MARKER=/tmp/marker\nexport WT SIBLING TREE SECRETS PORT COUNCIL_PID MARKER\n"
                + "touch got.txt\n";
        return attacks.stream()
                .map(attack -> "(" + attack.script() + "\n) >/dev/null 2>&1 && echo " + attack.id() + " >>got.txt\n")
                .collect(Collectors.joining("", variables, ""));
    }

    private static boolean succeedsAsTheUser(Attack attack) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", attack.script())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("COUNCIL_PID", String.valueOf(ProcessHandle.current().pid()));
        return builder.start().onExit().join().exitValue() == 0;
    }

    /** Waits until this sibling is there. */
    private static String awaiting(String sibling) {
        return "for i in $(seq 200); do test -e \"$(dirname \"$PWD\")/" + sibling
                + "/README.md\" && break; sleep 0.05; done\n";
    }

    private String agent(String name, @Nullable String sandbox, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("agent-" + name + ".sh"), script + DONE);
        return "  " + name + ": { adapter: command, command: [sh, \"" + file + "\"]"
                + (sandbox == null ? "" : ", sandbox: { " + sandbox + " }") + " }\n";
    }

    private void configure(String yaml) throws IOException {
        int agents = yaml.indexOf("  ");
        project.write("council.yml", yaml.substring(0, agents) + "agents:\n" + yaml.substring(agents))
                .commit("configured");
    }

    private AggregatedResult run(String yaml) throws IOException {
        configure(yaml);
        Outcome outcome = project.council("run", "--retries", "0", "--concurrency", "4", "--format", "json", "mend it");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return Json.result(Json.parse(outcome.out()));
    }

    private void assertTheUserHasWhatHeHad() {
        assertThat(project.git("status", "--porcelain")).isEmpty();
        project.git("fsck", "--full", "--strict");
        assertThat(project.root().resolve("README.md")).hasContent("one\n");
        assertThat(folder.resolve("home/.ssh/id")).hasContent("secret\n");
    }

    private static String branch(AggregatedResult result, String agent) {
        return "council/" + result.runId() + "/" + agent;
    }

    private String left(AggregatedResult result, String agent, String file) {
        return project.git("show", branch(result, agent) + ":" + file);
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }
}
