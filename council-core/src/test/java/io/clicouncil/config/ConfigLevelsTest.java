package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Provision;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which level of configuration says what. */
class ConfigLevelsTest {

    @TempDir
    Path folder;

    private Setting setting;

    @BeforeEach
    void makeASetting() {
        setting = new Setting(folder);
    }

    @Nested
    class WithoutAnyFile {
        @Test
        void defaultsAreInForce() {
            CouncilConfig config = setting.load();

            assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
            assertThat(config.agents()).isEmpty();
            assertThat(config.checks()).isEmpty();
            assertThat(config.files()).isEmpty();
            assertThat(config.folder()).isEqualTo(setting.root);
            assertThat(config.base()).isEqualTo("HEAD");
            assertThat(config.framed()).isTrue();
            assertThat(config.strategy()).isEqualTo(StrategySettings.DEFAULT);
            assertThat(config.apply()).isEqualTo(new ApplySettings(false, ApplyMode.SQUASH, false));
            assertThat(config.workspaces()).isEqualTo(setting.home.resolve(".cache/council"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "\uFEFF", "version: 1\r\n"})
        void anEmptyFileIsAsGoodAsNone(String content) {
            CouncilConfig config = setting.project(content).load();
            assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
            assertThat(config.files()).containsExactly(setting.root.resolve("council.yml"));
        }
    }

    @Nested
    class OneFile {
        @Test
        void saysEverythingThatThisVersionKnows() {
            CouncilConfig config = setting.project("""
                            version: 1
                            agents:
                              claude: { adapter: claude-code }
                            checks:
                              - mvn -q test
                              - { name: lint, run: npm run lint, timeout: 2m, required: false }
                              - run: [./check, --fast, ""]
                              - { run: go test, report: "build/*.xml", repeat: 3 }
                            expect: [FooTest.bar]
                            hidden: ../acceptance
                            frame: none
                            protect: ["src/test/**"]
                            forbid: ["deploy/**"]
                            strategy: all
                            select: cheapest
                            limits: { timeout: 10m, deadline: PT1H, retries: 0, retryDelay: 0s, repairs: 1, concurrency: 2, budget: 5.00, dailyBudget: 20, changedLines: 2000, changedFiles: 50 }
                            sandbox: { mode: none }
                            apply: { mode: ff, allowRisky: true }
                            workspaces: ~/spaces
                            """).load();

            assertThat(config.checks())
                    .containsExactly(
                            Check.shell("mvn -q test"),
                            new Check("lint", List.of("sh", "-c", "npm run lint"), Duration.ofMinutes(2), false),
                            new Check("./check --fast ", List.of("./check", "--fast", ""), null, true),
                            Check.shell("go test").reporting("build/*.xml").repeated(3));
            assertThat(config.expect()).containsExactly("FooTest.bar");
            assertThat(config.hidden()).isEqualTo(setting.root.resolveSibling("acceptance"));
            assertThat(config.framed()).isFalse();
            assertThat(config.protect()).containsExactly("src/test/**");
            assertThat(config.scope()).isEqualTo(new ScopeRules(List.of("deploy/**"), 2000, 50));
            assertThat(config.limits())
                    .isEqualTo(new Limits(
                            Limits.DEFAULT.attempt().timeout(Duration.ofMinutes(10)),
                            Duration.ofHours(1),
                            new RetryPolicy(0, Duration.ZERO, 1),
                            2,
                            new BigDecimal("5.00"),
                            new BigDecimal("20")));
            assertThat(config.apply()).isEqualTo(new ApplySettings(false, ApplyMode.FF, true));
            assertThat(config.workspaces()).isEqualTo(setting.home.resolve("spaces"));
        }

        @Test
        void mayComeFromWindows() {
            String yaml = "\uFEFFversion: 1\r\nchecks:\r\n  - |\r\n    one\r\n    two\r\nlimits:\r\n  retries: 7\r\n";
            CouncilConfig config = setting.project(yaml).load();
            assertThat(config.checks()).containsExactly(Check.shell("one\ntwo\n"));
            assertThat(config.limits().retry().retries()).isEqualTo(7);

            assertThat(setting.project(yaml + "x: 1\r\n").error()).startsWith("council.yml:8: unknown key 'x'");
        }

        @Test
        void keepsScalarsAsTheyWereWritten() {
            setting.project("agents: { a: { model: 2.10 }, b: { model: no }, c: { model: 010 } }");
            assertThat(setting.load().agents())
                    .extracting(ConfiguredAgent::model)
                    .containsExactly("2.10", "no", "010");
        }

        @Test
        void placesRelativeWorkspacesBesideIt() {
            setting.file(setting.root.resolve("sub/council.yml"), "workspaces: ../spaces");
            assertThat(setting.loader()
                            .load(setting.root.resolve("sub"), setting.root)
                            .workspaces())
                    .isEqualTo(setting.root.resolve("spaces"));
        }
    }

    @Nested
    class Strategy {
        @Test
        void keepsWhatIsSetForAnotherUntilThatIsAskedFor() {
            setting.project("worth: 2.00\nhedge: 5m\nselect: fastest");

            assertThat(setting.load().strategy())
                    .isEqualTo(new StrategySettings(StrategyKind.ALL, null, null, SelectionRule.FASTEST));
            setting.option(ConfigOption.STRATEGY, "race");
            assertThat(setting.load().strategy()).isEqualTo(StrategySettings.of(StrategyKind.RACE));
            setting.option(ConfigOption.STRATEGY, "cascade").option(ConfigOption.WORTH, "3");
            assertThat(setting.load().strategy())
                    .isEqualTo(new StrategySettings(
                            StrategyKind.CASCADE, new BigDecimal("3"), Duration.ofMinutes(5), SelectionRule.FASTEST));
        }
    }

    @Nested
    class AJudge {
        @Test
        void isNamedWithItsBandAndItsPlace() {
            setting.project("judge: { agent: wise, band: 0.10 }");

            assertThat(setting.load().judge())
                    .isEqualTo(new JudgeSettings("wise", new BigDecimal("0.10"), "council.yml:1"));
        }

        @Test
        void waitsUntilAllAreAsked() {
            setting.project("judge: { agent: wise, band: 0.10 }").option(ConfigOption.STRATEGY, "race");

            assertThat(setting.load().judge()).isNull();
        }
    }

    @Nested
    class Precedence {
        @Test
        void goesFromTheCommandLineDownToTheDefaults() {
            setting.user("limits: { timeout: 1m, deadline: 1m, retries: 1, concurrency: 1, budget: 9 }");
            setting.project("limits: { timeout: 2m, deadline: 2m, retries: 2 }");
            setting.variable("COUNCIL_OPT_TIMEOUT", "3m").variable("COUNCIL_OPT_DEADLINE", "3m");
            setting.option(ConfigOption.TIMEOUT, "4m").option(ConfigOption.BUDGET, "3");

            assertThat(setting.load().limits())
                    .isEqualTo(new Limits(
                            Limits.DEFAULT.attempt().timeout(Duration.ofMinutes(4)),
                            Duration.ofMinutes(3),
                            new RetryPolicy(2, Limits.DEFAULT.retry().delay()),
                            1,
                            new BigDecimal("3"),
                            null));
        }

        @Test
        void replacesLists() {
            setting.user("checks: [user]\nprotect: [user]").project("checks: [project]");
            CouncilConfig config = setting.load();
            assertThat(config.checks()).extracting(Check::name).containsExactly("project");
            assertThat(config.protect()).containsExactly("user");

            config = setting.option(ConfigOption.CHECK, "a", "b, c").load();
            assertThat(config.checks()).extracting(Check::name).containsExactly("a", "b, c");
        }

        @Test
        void readsListsOfTheEnvironmentLineByLine() {
            setting.variable("COUNCIL_OPT_CHECK", "echo a, b\n\n  make test \n")
                    .variable("COUNCIL_OPT_EXPECT", "FooTest.bar\nbaz")
                    .variable("COUNCIL_OPT_PROTECT", "*.lock");
            CouncilConfig config = setting.load();
            assertThat(config.checks()).extracting(Check::name).containsExactly("echo a, b", "make test");
            assertThat(config.expect()).containsExactly("FooTest.bar", "baz");
            assertThat(config.protect()).containsExactly("*.lock");
        }

        @Test
        void knowsAnEmptyListOfExpectationsFromNone() {
            assertThat(setting.project("version: 1").load().expect()).isNull();
            assertThat(setting.project("expect: []").load().expect()).isEmpty();
            assertThat(setting.option(ConfigOption.EXPECT, "a.B").load().expect())
                    .containsExactly("a.B");
        }

        @Test
        void takesAnEmptyVariableForNone() {
            setting.variable("COUNCIL_OPT_TIMEOUT", "").variable("COUNCIL_OPT_APPLY", " ");
            assertThat(setting.load().limits()).isEqualTo(Limits.DEFAULT);
            assertThat(setting.load().apply().wanted()).isFalse();
        }

        @Test
        void letsAnOptionCountForAgentsWithLimitsOfTheirOwn() {
            setting.project("agents: { a: { limits: { timeout: 1h, retries: 9, retryDelay: 9s } } }");
            assertThat(setting.load().agents().get(0).limits())
                    .isEqualTo(Limits.DEFAULT.attempt().timeout(Duration.ofHours(1)));
            assertThat(setting.load().agents().get(0).retry()).isEqualTo(new RetryPolicy(9, Duration.ofSeconds(9)));

            setting.option(ConfigOption.TIMEOUT, "1m").variable("COUNCIL_OPT_RETRIES", "0");
            ConfiguredAgent agent = setting.load().agents().get(0);
            assertThat(agent.limits()).isEqualTo(Limits.DEFAULT.attempt().timeout(Duration.ofMinutes(1)));
            assertThat(agent.retry()).isEqualTo(new RetryPolicy(0, Duration.ofSeconds(9)));
        }

        @Test
        void readsWhatAnAttemptMayUse() {
            setting.project("limits: { idle: 90s, output: 10MB, memory: 2GiB, processes: 64 }\n"
                    + "agents: { a: { limits: { memory: 512MiB } } }");
            assertThat(setting.load().limits().attempt())
                    .isEqualTo(new CommandLimits(
                            Duration.ofMinutes(30), Duration.ofSeconds(90), 10_000_000L, 2L << 30, 64));
            assertThat(setting.load().agents().get(0).limits())
                    .isEqualTo(new CommandLimits(
                            Duration.ofMinutes(30), Duration.ofSeconds(90), 10_000_000L, 512L << 20, 64));
        }

        @Test
        void readsWhatWorkspacesAreSetUpWith() {
            setting.project("setup: { copy: ['*.env'], link: [node_modules], run: [npm ci], timeout: 3m }\n"
                    + "history: { keep: 7d }");
            assertThat(setting.load().setup())
                    .isEqualTo(new Setup(
                            new Provision(List.of("*.env"), List.of("node_modules")),
                            List.of("npm ci"),
                            Duration.ofMinutes(3)));
            assertThat(setting.load().keep()).isEqualTo(Duration.ofDays(7));
        }

        @Test
        void fillsWhatAnAgentLeavesOpenFromTheRunsLimits() {
            setting.project("agents: { a: { limits: { retries: 1 } } }\nlimits: { retryDelay: 7s }");
            assertThat(setting.load().agents().get(0).retry()).isEqualTo(new RetryPolicy(1, Duration.ofSeconds(7)));
        }
    }

    @Nested
    class Unverified {
        @Test
        void replacesTheChecksOfFiles() {
            CouncilConfig config = setting.project("checks: [a]")
                    .option(ConfigOption.UNVERIFIED)
                    .load();
            assertThat(config.unverified()).isTrue();
            assertThat(config.checks()).isEmpty();
        }

        @Test
        void givesWayToACheckOfAHigherLevel() {
            setting.variable("COUNCIL_OPT_UNVERIFIED", "true").option(ConfigOption.CHECK, "a");
            assertThat(setting.load().unverified()).isFalse();
            assertThat(setting.load().checks()).hasSize(1);
        }

        @Test
        void winsOverACheckOfTheEnvironment() {
            setting.variable("COUNCIL_OPT_CHECK", "a").option(ConfigOption.UNVERIFIED);
            assertThat(setting.load().checks()).isEmpty();
        }

        @Test
        void canBeDenied() {
            setting.project("checks: [a]").variable("COUNCIL_OPT_UNVERIFIED", "false");
            assertThat(setting.load().unverified()).isFalse();
            assertThat(setting.load().checks()).hasSize(1);
        }
    }

    @Nested
    class Apply {
        @Test
        void isWantedOnlyByTheOption() {
            assertThat(setting.project("apply: { mode: ff }").load().apply().wanted())
                    .isFalse();
            assertThat(setting.option(ConfigOption.APPLY).load().apply())
                    .isEqualTo(new ApplySettings(true, ApplyMode.FF, false));
            assertThat(setting.option(ConfigOption.APPLY, "").load().apply().mode())
                    .isEqualTo(ApplyMode.FF);
            assertThat(setting.option(ConfigOption.APPLY, "patch").load().apply())
                    .isEqualTo(new ApplySettings(true, ApplyMode.PATCH, false));
        }

        @Test
        void ofASnapshotIsAPatchUnlessAnOptionNamesAMode() {
            setting.project("apply: { mode: ff }").option(ConfigOption.WITH_CHANGES);
            assertThat(setting.load().apply()).isEqualTo(new ApplySettings(false, ApplyMode.PATCH, false));
            assertThat(setting.option(ConfigOption.APPLY).load().apply())
                    .isEqualTo(new ApplySettings(true, ApplyMode.PATCH, false));
            assertThat(setting.option(ConfigOption.APPLY, "squash").load().apply())
                    .isEqualTo(new ApplySettings(true, ApplyMode.SQUASH, false));
        }

        @ParameterizedTest
        @ValueSource(strings = {"true", "false"})
        void isWantedOrNotByAVariable(String word) {
            setting.variable("COUNCIL_OPT_APPLY", word).option(ConfigOption.ALLOW_RISKY);
            assertThat(setting.load().apply())
                    .isEqualTo(new ApplySettings(Boolean.parseBoolean(word), ApplyMode.SQUASH, true));
        }
    }

    @Nested
    class Agents {
        @Test
        void areMergedByNameAndKeyWithThoseOfTheRepositoryFirst() {
            setting.user("""
                    agents:
                      local: { adapter: ollama }
                      claude: { adapter: claude-code, model: opus, arguments: [--old], env: { pass: [A], set: { X: 1 } } }
                    """);
            setting.project("""
                    agents:
                      gemini:
                      claude: { model: sonnet, arguments: [--new], env: { pass: [B] } }
                    """);

            List<ConfiguredAgent> agents = setting.load().agents();

            assertThat(agents).extracting(ConfiguredAgent::name).containsExactly("gemini", "claude", "local");
            ConfiguredAgent claude = agents.get(1);
            assertThat(claude.adapterId()).isEqualTo("claude-code");
            assertThat(claude.model()).isEqualTo("sonnet");
            assertThat(claude.options()).hasToString("{\"arguments\":[\"--new\"]}");
            assertThat(claude.pass()).containsExactly("B");
            assertThat(claude.set()).containsEntry("X", "1");
            assertThat(claude.place()).isEqualTo("council.yml:3");
            assertThat(claude.folder()).isEqualTo(setting.root);
            assertThat(agents.get(2).folder()).isEqualTo(setting.home.resolve(".config/council"));
        }

        @Test
        void startAnewWithAnotherAdapter() {
            setting.user("agents: { a: { adapter: ollama, url: x, model: m } }");
            setting.project("agents: { a: { adapter: command, command: [x] } }");
            ConfiguredAgent agent = setting.load().agents().get(0);
            assertThat(agent.model()).isNull();
            assertThat(agent.options()).hasToString("{\"command\":[\"x\"]}");
        }

        @Test
        void keepWhatALowerLevelSaysWhereAHigherOneOnlyNamesThem() {
            setting.user("agents: { a: { adapter: ollama } }").project("agents: { a: }");
            assertThat(setting.load().agents().get(0).adapterId()).isEqualTo("ollama");
        }

        @Test
        void handTheirOptionsOnUntouched() {
            setting.project("""
                    agents:
                      a:
                        maxCost: 2.50
                        url: "http://x"
                        pricePerHour: 0.30
                        deep: { list: [1, true, null, "2"], big: 12345678901234567890, odd: .nan, huge: 1e999999999 }
                    """);
            ConfiguredAgent agent = setting.load().agents().get(0);
            assertThat(agent.maxCost()).isEqualByComparingTo("2.5");
            assertThat(agent.options())
                    .hasToString("{\"url\":\"http://x\",\"pricePerHour\":0.30,\"deep\":{\"list\":[1,true,null,\"2\"],"
                            + "\"big\":12345678901234567890,\"odd\":\".nan\",\"huge\":\"1e999999999\"}}");
            assertThat(agent.toString()).doesNotContain("http");
        }
    }

    @Nested
    class Manifests {
        @Test
        void comeFromFilesOfTheUserAndFromAdapters() {
            setting.file(setting.home.resolve(".config/council/adapters/mine.yml"), "command: [mine]");
            setting.file(setting.home.resolve(".config/council/adapters/notes.txt"), "not: [yaml");
            setting.user("adapters: { theirs: { command: [user] } }");
            setting.project("adapters:\n  theirs: { command: [project] }");

            assertThat(setting.load().manifests())
                    .extracting(
                            AdapterManifest::id, manifest -> manifest.content().toString())
                    .containsExactly(
                            tuple("theirs", "{\"command\":[\"project\"]}"), tuple("mine", "{\"command\":[\"mine\"]}"));
            assertThat(setting.load().manifests().get(0).place()).isEqualTo("council.yml:2");
        }

        @Test
        void haveLegalNames() {
            setting.file(setting.home.resolve(".config/council/adapters/My Own.yml"), "command: [mine]");
            assertThat(setting.error()).contains("My Own.yml:1: 'My Own' is no name");
        }
    }

    @Nested
    class Folders {
        @Test
        void areSearchedUpwardsToTheRootAndNoFurther() throws IOException {
            Path inner = Files.createDirectories(setting.root.resolve("a/b"));
            setting.file(folder.resolve("council.yml"), "strategy: outside");
            assertThat(setting.loader().load(inner, setting.root).folder()).isEqualTo(inner);

            setting.file(setting.root.resolve("a/council.yml"), "frame: none");
            CouncilConfig config = setting.loader().load(inner, setting.root);
            assertThat(config.framed()).isFalse();
            assertThat(config.folder()).isEqualTo(setting.root.resolve("a"));

            setting.file(setting.root.resolve("a/council.yml"), "framed: none");
            assertThatThrownBy(() -> setting.loader().load(inner, setting.root))
                    .hasMessageStartingWith("../council.yml:1: unknown key 'framed'");
        }

        @Test
        void ofAGivenFileCountWhereItLiesInTheRepository() {
            setting.project("strategy: ignored");
            setting.file(setting.root.resolve("ci/other.yml"), "frame: none");
            CouncilConfig config =
                    setting.loader().file(Path.of("ci/other.yml")).load(setting.root, setting.root);
            assertThat(config.framed()).isFalse();
            assertThat(config.folder()).isEqualTo(setting.root.resolve("ci"));

            setting.file(setting.home.resolve("other.yml"), "frame: none");
            assertThat(setting.loader()
                            .file(setting.home.resolve("other.yml"))
                            .load(setting.root, setting.root)
                            .folder())
                    .isEqualTo(setting.root);
        }

        @Test
        void mayBeLinks() throws IOException {
            setting.project("frame: none");
            Path link = Files.createSymbolicLink(folder.resolve("link"), setting.root);
            assertThat(setting.loader().load(link, setting.root).framed()).isFalse();
        }

        @Test
        void ofTheUserAreNamedByTheEnvironment() {
            setting.file(setting.home.resolve("conf/council/config.yml"), "frame: none")
                    .variable("XDG_CONFIG_HOME", setting.home.resolve("conf").toString())
                    .variable("XDG_CACHE_HOME", setting.home.resolve("cache").toString());
            assertThat(setting.load().framed()).isFalse();
            assertThat(setting.load().workspaces()).isEqualTo(setting.home.resolve("cache/council"));
        }

        @Test
        void ofTheUserAreNeverRelative() {
            setting.variable("XDG_CACHE_HOME", "cache");
            assertThat(setting.load().workspaces()).isEqualTo(setting.home.resolve(".cache/council"));
        }

        @Test
        void areMissedWithoutAHomeOnlyWhereTheyAreNeeded() {
            setting.environment.remove("HOME");
            assertThatThrownBy(setting::load)
                    .isInstanceOfSatisfying(
                            CouncilException.class,
                            error -> assertThat(error.reason()).isEqualTo(CouncilException.Reason.ENVIRONMENT))
                    .hasMessageStartingWith("HOME is not set");
            assertThat(setting.project("workspaces: /spaces").load().workspaces())
                    .isEqualTo(Path.of("/spaces"));
            assertThat(setting.project("workspaces: ~").error())
                    .isEqualTo("council.yml:1: 'workspaces': HOME is not set, so '~' means nothing");
        }

        @Test
        void thatAreMissingAreNamed() {
            Path missing = setting.root.resolve("missing");
            assertThatThrownBy(() -> setting.loader().load(missing, setting.root))
                    .hasMessage(missing + ": there is no such folder");
            assertThatThrownBy(() -> setting.loader().file(Path.of("no.yml")).load(setting.root, setting.root))
                    .hasMessage("no.yml: there is no such file");
        }
    }

    @Test
    void becomesATask() {
        setting.project("checks: [a]\nprotect: [b]\nforbid: [d]\nframe: none\napply: { allowRisky: true }")
                .option(ConfigOption.BASE, "main")
                .option(ConfigOption.APPLY);
        CouncilTask task = setting.load().task("do it", List.of(Fakes.agent("x")), null);

        assertThat(task.directory()).isEqualTo(setting.root);
        assertThat(task.base()).isEqualTo("main");
        assertThat(task.checks()).containsExactly(Check.shell("a"));
        assertThat(task.protect()).containsExactly("b");
        assertThat(task.scope()).isEqualTo(new ScopeRules(List.of("d"), null, null));
        assertThat(task.framed()).isFalse();
        assertThat(task.apply()).isEqualTo(ApplyMode.SQUASH);
        assertThat(task.allowRisky()).isTrue();
        assertThat(task.unverified()).isFalse();
    }
}
