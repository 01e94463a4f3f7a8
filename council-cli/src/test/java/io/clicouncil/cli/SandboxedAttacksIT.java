package io.clicouncil.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.testkit.Attacks;
import io.clicouncil.testkit.Attacks.Attack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents behind walls that mean harm to the user's repository: it does not notice, and their honest part counts. */
@Timeout(300)
class SandboxedAttacksIT {
    private static final String HONEST = "\ncd \"$WT\"; echo right >file.txt; echo '{\"cost_usd\": 0}'\n";

    @TempDir
    Path folder;

    private Project project;
    private Path marker;
    private final Map<String, String> scripts = new LinkedHashMap<>();

    @BeforeEach
    void aRepositoryWithEverything() throws IOException {
        project = Project.make(folder);
        marker = folder.resolve("marker");
        project.git("checkout", "-q", "-b", "trunk");
        project.write("README.md", "one\n").commit("second");
        project.git("branch", "other");
        project.git("gc", "-q");
        project.git("tag", "v1");
        project.git("worktree", "add", "-q", "--detach", folder.resolve("mine").toString());
        project.git("config", "--global", "user.nickname", "Ada");
    }

    @Test
    @Tag("F27")
    @Tag("F28")
    @Tag("F29")
    @Tag("F30")
    @Tag("F31")
    @Tag("F32")
    @Tag("F33")
    @Tag("F34")
    @Tag("F35")
    @Tag("F36")
    void noAttackReachesTheUsersRepository() throws IOException {
        Attacks.onTheRepository().forEach(attack -> agent(attack.id(), "(" + attack.script() + "\n)"));

        AggregatedResult result = run();

        assertThat(result.candidates())
                .extracting(Candidate::agent)
                .containsExactlyElementsOf(
                        Attacks.onTheRepository().stream().map(Attack::id).toList());
        assertThat(flags(result, "links-outside"))
                .contains("link outside: passwd", "link outside: inside", "link outside: hooks");
        assertThat(flags(result, "gitlink")).containsExactly("edit taken out: .gitmodules");
        assertThat(flags(result, "nested-repository")).anyMatch(flag -> flag.startsWith("edit taken out: nested"));
        assertThat(flags(result, "filter")).contains("risky file: .gitattributes");
        theHonestPartCanBeApplied(result.runId());
    }

    /** On the commit that the agents began with. What they left in the repository of their own is not in force there. */
    private void theHonestPartCanBeApplied(String runId) {
        project.git("reset", "-q", "--hard", "HEAD~1");
        Outcome refused = project.council("apply", runId, "filter");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(13);
        assertThat(project.git("status", "--porcelain")).isEmpty();

        Outcome applied = project.council("apply", runId, "filter", "--allow-risky");

        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(project.root().resolve("file.txt")).hasContent("right\n");
        project.git("add", "-A");
        project.git("diff", "HEAD~1");
        project.git("checkout", "-q", "other");
        project.git("checkout", "-q", "trunk");
        assertThat(project.git("status", "--porcelain")).isEmpty();
        assertThat(marker).doesNotExist();
    }

    @Test
    @Tag("F29")
    @Tag("F31")
    @Tag("F36")
    void anAgentUsesGitAsItLikesAndNothingOfItReachesTheUser() throws IOException {
        Map<String, String> uses = new LinkedHashMap<>();
        uses.put("commit", "echo x >x.txt; git add x.txt; git commit -q -m x");
        uses.put("checkout", "git checkout -q -b own; git commit -q --allow-empty -m x");
        uses.put("stash", "echo x >README.md; git stash -q; git stash pop -q");
        uses.put("gc", "git gc -q --prune=now; git fsck --full --strict");
        uses.put("worktree", "git worktree add -q /tmp/more; git worktree remove /tmp/more");
        uses.put("tag", "git tag -d v1; git tag v2");
        uses.put("branch", "git branch -D other; git branch -m trunk renamed");
        uses.put("config", "git config user.name Eve; git config alias.x y");
        uses.forEach((name, script) -> agent(name, "(set -e; " + script + ") >told.txt 2>&1 && echo ok >told.txt"));

        AggregatedResult result = run();

        for (String name : uses.keySet()) {
            assertThat(project.git("show", "council/" + result.runId() + "/" + name + ":told.txt"))
                    .as(name)
                    .isEqualTo("ok");
        }
    }

    private void agent(String name, String script) {
        scripts.put(
                name,
                "WT=$PWD COMMON=$(git rev-parse --path-format=absolute --git-common-dir)"
                        + " GD=$(git rev-parse --absolute-git-dir) MARKER=" + marker
                        + "\nexport WT COMMON GD MARKER\n" + script + HONEST);
    }

    /** Runs the agents without a network, and holds that the user finds everything as it was. */
    private AggregatedResult run() throws IOException {
        project.configure(scripts);
        project.write(
                        "council.yml",
                        Files.readString(project.root().resolve("council.yml"))
                                + "sandbox: { mode: required, network: none }\n")
                .commit("configured");
        project.write("README.md", "put aside\n").git("stash", "-q");
        Map<String, String> before = photograph();

        Outcome outcome = project.council("run", "--retries", "0", "--concurrency", "4", "--format", "json", "mend it");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(photograph()).isEqualTo(before);
        AggregatedResult result = Json.result(Json.parse(outcome.out()));
        assertThat(result.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.eligible())
                    .as(candidate.agent() + ": " + candidate.reason())
                    .isTrue();
            assertThat(candidate.sandbox()).isEqualTo("bubblewrap");
            assertThat(project.git("show", "council/" + result.runId() + "/" + candidate.agent() + ":file.txt"))
                    .isEqualTo("right");
        });
        theUserGoesOn();
        return result;
    }

    private void theUserGoesOn() throws IOException {
        project.git("fsck", "--full", "--strict");
        assertThat(project.git("status", "--porcelain")).isEmpty();
        project.write("file.txt", "by the user\n").git("diff");
        project.git("add", "-A");
        project.git("commit", "-q", "-m", "goes on");
        project.git("stash", "pop", "-q");
        assertThat(project.root().resolve("README.md")).hasContent("put aside\n");
        project.git("-C", folder.resolve("mine").toString(), "status");
        assertThat(marker).doesNotExist();
    }

    /** Every file of the user's git directory and his configuration, but what a council keeps there. */
    private Map<String, String> photograph() throws IOException {
        Path git = project.root().resolve(".git");
        Map<String, String> picture = new TreeMap<>();
        try (Stream<Path> files = Files.walk(git)) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !ours(git.relativize(file).toString()))
                    .forEach(file -> picture.put(git.relativize(file).toString(), content(file)));
        }
        picture.put("~/.gitconfig", content(folder.resolve("home/.gitconfig")));
        picture.put("objects", objects(git));
        return picture;
    }

    /** What was there before the council made objects of its own: all that the user's references and stash lead to. */
    private String objects(Path git) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> packs = Files.list(git.resolve("objects/pack"))) {
            packs.sorted()
                    .forEach(pack -> all.append(pack.getFileName())
                            .append('\n')
                            .append(content(pack).hashCode()));
        }
        for (String id : project.git("rev-list", "--objects", "--no-object-names", "trunk", "other", "stash")
                .lines()
                .toList()) {
            Path loose = git.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
            all.append(id)
                    .append(Files.exists(loose) ? content(loose) : " packed")
                    .append('\n');
        }
        return all.toString();
    }

    private static boolean ours(String name) {
        return Stream.of(
                        "objects/",
                        "council",
                        "worktrees/council-",
                        "refs/council/",
                        "refs/heads/council/",
                        "logs/refs/heads/council/")
                .anyMatch(name::startsWith);
    }

    private static String content(Path file) {
        try {
            return Files.isSymbolicLink(file)
                    ? "-> " + Files.readSymbolicLink(file)
                    : Files.readString(file, ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> flags(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow()
                .flags();
    }
}
