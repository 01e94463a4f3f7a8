package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to write {@code council.yml} wrong, and what is said of it. */
class ConfigErrorsTest {

    @TempDir
    Path folder;

    private Setting setting;

    @BeforeEach
    void makeASetting() {
        setting = new Setting(folder);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("version: 1\nagnets: {}", "2: unknown key 'agnets' - did you mean 'agents'?"),
                arguments(
                        "colour: red",
                        "1: unknown key 'colour'; known: version, agents, adapters, frame, checks, expect, hidden, protect, forbid,"
                                + " setup, limits, sandbox, apply, history, prices, trustRepoConfig, workspaces, strategy, worth, hedge, select, judge"),
                arguments("limits:\n  timeuot: 5m", "2: 'limits': unknown key 'timeuot' - did you mean 'timeout'?"),
                arguments(
                        "agents:\n  a:\n    env: { passes: [] }",
                        "3: 'agents.a.env': unknown key 'passes' - did you mean 'pass'?"),
                arguments(
                        "agents:\n  a:\n    limits:\n      deadline: 1h",
                        "4: 'agents.a.limits': unknown key 'deadline'; known: timeout, idle, retries, retryDelay, repairs, output, memory, processes"),
                arguments("apply: { mod: squash }", "1: 'apply': unknown key 'mod' - did you mean 'mode'?"),
                arguments("checks:\n- { rum: x }", "2: 'checks[0]': unknown key 'rum' - did you mean 'run'?"),
                arguments("agents: {}\nchecks: []\nagents: {}", "3: duplicate key 'agents', first on line 1"),
                arguments("limits: {retries: 1, retries: 1}", "1: duplicate key 'retries', first on line 1"),
                arguments(
                        "agents:\n  My Agent: {}",
                        "2: 'My Agent' is no name for an agent: use lower-case letters,"
                                + " digits, '-' and '_', with single dots between them, at most 40 characters, not ending in"
                                + " .lock"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("version: 2", "1: 'version': this version of the council reads version 1 only"),
                arguments("agents: [a, b]", "1: 'agents': must be a mapping of keys to values, not a list"),
                arguments("agents:", "1: 'agents': must be a mapping of keys to values, not nothing"),
                arguments("agents: { a: claude }", "1: 'agents.a': must be a mapping of keys to values, not 'claude'"),
                arguments("adapters:\n  a: 5", "2: 'adapters.a': must be a mapping of keys to values, not '5'"),
                arguments("agents:\n  a:\n    model: [x]", "3: 'agents.a.model': must be text, not a list"),
                arguments("agents:\n  a:\n    model: ''", "3: 'agents.a.model': must be text, not ''"),
                arguments("judge: {}", "1: 'judge': 'agent' is missing: the name of the agent that compares"),
                arguments("judge: { agent: a, bend: 1 }", "1: 'judge': unknown key 'bend' - did you mean 'band'?"),
                arguments(
                        "judge: { agent: a }",
                        "1: 'judge': 'band' is missing: by how many US dollars a change may be dearer than the cheapest and"
                                + " still be compared with it, as 0.10"),
                arguments(
                        "select: smallest\njudge: { agent: a, band: 1 }",
                        "2: 'judge': a judge breaks ties of price, and 'select' is smallest: remove one of them"),
                arguments("frame: off", "1: 'frame': unknown value 'off'; known: default, none"),
                arguments("checks: mvn test", "1: 'checks': must be a list, not 'mvn test'"),
                arguments("checks:\n  - ok\n  - [a]", "3: 'checks[1]': must be text, not a list"),
                arguments("checks:\n- { name: a }", "2: 'checks[0]': 'run' is missing: the command that judges"),
                arguments("checks:\n- run: []", "2: 'checks[0].run': must begin with a command"),
                arguments(
                        "checks:\n- { run: a, required: maybe }",
                        "2: 'checks[0].required': must be true or false," + " not 'maybe'"),
                arguments(
                        "checks:\n- { run: a, required: 'true' }",
                        "2: 'checks[0].required': must be true or false," + " not 'true'"),
                arguments(
                        "checks:\n- a\n- { name: a, run: b }",
                        "3: 'checks[1]': two checks are called 'a'; give one" + " another 'name'"),
                arguments(
                        "checks:\n- { run: a, repeat: 0 }",
                        "2: 'checks[0].repeat': must be a whole number from 1 to 100, not '0'"),
                arguments(
                        "checks:\n- { run: a, report: ../*.xml }",
                        "2: 'checks[0].report': must be a pattern of files below the folder of the check, as"
                                + " target/surefire-reports/*.xml"),
                arguments("expect: FooTest.bar", "1: 'expect': must be a list, not 'FooTest.bar'"),
                arguments("expect: ['']", "1: 'expect[0]': must be text, not ''"),
                arguments("hidden: [a]", "1: 'hidden': must be text, not a list"),
                arguments("hidden: ~bob/x", "1: 'hidden': only '~/' is understood, not another user's home"),
                arguments("protect: src/**", "1: 'protect': must be a list, not 'src/**'"),
                arguments("protect:\n- { a: b }", "2: 'protect[0]': must be text, not a mapping"),
                arguments(
                        "protect: ['src/[a-z']",
                        "1: 'protect[0]': 'src/[a-z' is no pattern: a bracket is not closed, or the backslash at its"
                                + " end stands before nothing"),
                arguments("forbid: deploy/**", "1: 'forbid': must be a list, not 'deploy/**'"),
                arguments(
                        "limits: { changedLines: 0 }",
                        "1: 'limits.changedLines': must be a whole number from 1 to 1000000000, not '0'"),
                arguments("limits: { output: much }", "1: 'limits.output': 'much' is no size: write 512MiB or 1GiB"),
                arguments("limits: { memory: 0 }", "1: 'limits.memory': must be more than zero, not '0'"),
                arguments("limits: { idle: 0s }", "1: 'limits.idle': must be more than zero, not '0s'"),
                arguments("setup: { link: [../x] }", "1: 'setup.link[0]': must be a path inside the repository"),
                arguments("setup: { link: [.git/x] }", "1: 'setup.link[0]': must be a path inside the repository"),
                arguments("setup: { run: npm ci }", "1: 'setup.run': must be a list, not 'npm ci'"),
                arguments("history: { keep: 0d }", "1: 'history.keep': must be more than zero, not '0d'"),
                arguments("limits: 5", "1: 'limits': must be a mapping of keys to values, not '5'"),
                arguments(
                        "limits: { retries: many }",
                        "1: 'limits.retries': must be a whole number from 0 to 100, not" + " 'many'"),
                arguments(
                        "limits: { retries: -1 }",
                        "1: 'limits.retries': must be a whole number from 0 to 100, not" + " '-1'"),
                arguments(
                        "limits: { retries: 99999999999999 }",
                        "1: 'limits.retries': must be a whole number from 0" + " to 100, not '99999999999999'"),
                arguments(
                        "limits: { concurrency: 0 }",
                        "1: 'limits.concurrency': must be a whole number from 1 to" + " 1000, not '0'"),
                arguments(
                        "limits: { concurrency: 1.5 }",
                        "1: 'limits.concurrency': must be a whole number from 1 to" + " 1000, not '1.5'"),
                arguments("strategy: al", "1: 'strategy': unknown value 'al' - did you mean 'all'?"),
                arguments("select: best", "1: 'select': unknown value 'best'; known: cheapest, fastest, smallest"),
                arguments(
                        "apply: { mode: rebase }",
                        "1: 'apply.mode': unknown value 'rebase'; known: squash, merge," + " ff, patch"),
                arguments("apply: { allowRisky: 1 }", "1: 'apply.allowRisky': must be true or false, not '1'"),
                arguments("sandbox: none", "1: 'sandbox': must be a mapping of keys to values, not 'none'"),
                arguments("workspaces: ~bob/x", "1: 'workspaces': only '~/' is understood, not another user's home"),
                arguments("workspaces: \"a\\0b\"", "1: 'workspaces': this is no path"));
    }

    static Stream<Arguments> notYaml() {
        return Stream.of(
                arguments("agents:\n\ta: {}", "2: a tab; YAML is indented with spaces"),
                arguments("checks: [a", "1: this is no YAML: expected ',' or ']', but got <stream end>"),
                arguments("a: b: c", "1: this is no YAML: mapping values are not allowed here"),
                arguments("checks:\n  - \"open", "2: this is no YAML: found unexpected end of stream"),
                arguments(
                        "frame: @x",
                        "1: this is no YAML: found character '@' that cannot start any token. (Do not"
                                + " use @ for indentation)"),
                arguments("? [a]\n: b", "1: a key must be plain text"),
                arguments("- a", "1: the file must hold keys and values, as in 'version: 1'"),
                arguments("hello", "1: the file must hold keys and values, as in 'version: 1'"),
                arguments("version: 1\n---\nversion: 1", "3: a second document begins; a file holds one"),
                arguments("frame: a\u0007b", "1: the character U+0007; this is no text"));
    }

    @ParameterizedTest
    @MethodSource({"keys", "values", "notYaml"})
    void isToldWithFileAndLine(String yaml, String message) {
        assertThat(setting.project(yaml).error()).isEqualTo("council.yml:" + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a/[!", "[]", "[]a", "x\\", "[a\\]", "[a][b"})
    void isToldOfAPatternThatIsNone(String written) {
        assertThat(setting.project("protect: ['" + written + "']").error())
                .startsWith("council.yml:1: 'protect[0]': '" + written + "' is no pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/**", "[a-z]/*", "[]]", "[!]a]", "a]", "\\[", "[\\]]", "[[]x", "a\\\\", "!b"})
    void letsPatternsPass(String written) {
        assertThat(setting.project("protect: ['" + written + "']").load().protect())
                .containsExactly(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "5x", "1h30m", "-1s", "[5m]", "9999999999999s"})
    void isToldOfADurationThatIsNone(String written) {
        assertThat(setting.project("limits:\n  timeout: " + written).error())
                .startsWith("council.yml:2: 'limits.timeout': ");
    }

    @ParameterizedTest
    @CsvSource({"timeout", "deadline"})
    void isToldOfALimitOfNoTime(String limit) {
        assertThat(setting.project("limits: { " + limit + ": 0s }").error())
                .isEqualTo("council.yml:1: 'limits." + limit + "': must be more than zero, not '0s'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", ".nan", ".inf", "1e9", "1,5", "$2", "[]", "99999999999"})
    void isToldOfAnAmountThatIsNone(String written) {
        assertThat(setting.project("agents:\n  a:\n    maxCost: " + written).error())
                .startsWith("council.yml:3: 'agents.a.maxCost': must be an amount in US dollars as 2.00, not negative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sandbox: { mode: always } | 'sandbox.mode': unknown value 'always'; known: auto, required, none",
                "sandbox: { network: some } | 'sandbox.network': unknown value 'some'; known: full, none",
                "sandbox: { network: ['a b'] } | 'sandbox.network[0]': must be the name of a host",
                "sandbox: { read: ['~x/y'] } | 'sandbox.read[0]': only '~/' is understood",
                "sandbox: { hosts: [] } | 'sandbox': unknown key 'hosts'",
                "agents: { a: { sandbox: { mode: off } } } | 'agents.a.sandbox.mode': unknown value 'off'",
            })
    void isToldOfASandboxThatThereIsNot(String yaml, String said) {
        assertThat(setting.project(yaml).error()).startsWith("council.yml:1: " + said);
    }

    @Nested
    class Magic {
        @Test
        void refusesABombOfAliases() {
            String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
            assertThat(setting.project(bomb).error())
                    .isEqualTo("council.yml:2: aliases (*a) are not supported; write the value out");
        }

        @ParameterizedTest
        @ValueSource(strings = {"!!javax.script.ScriptEngineManager []", "!!str 5", "!mine {}"})
        void refusesTags(String value) {
            assertThat(setting.project("frame: " + value).error())
                    .isEqualTo("council.yml:1: tags (!...) are not supported; put text in quotes instead");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "{a: ", "- "})
        void refusesDepthInNoTime(String opening) {
            assertThat(setting.project("agents: \n  " + opening.repeat(40_000)).error())
                    .isEqualTo("council.yml:2: nested deeper than 32 levels");
        }

        @Test
        void showsNoValueOfAVariable() {
            setting.project("agents:\n  a:\n    env:\n      set: { TOKEN: [hunter2] }");
            assertThat(setting.error())
                    .isEqualTo("council.yml:4: 'agents.a.env.set.TOKEN': must be text")
                    .doesNotContain("hunter2");
        }

        @ParameterizedTest
        @CsvSource({
            "'{ set: { COUNCIL_DEPTH: 0 } }', set.COUNCIL_DEPTH, variables that begin with COUNCIL_ are the council's own",
            "'{ pass: [COUNCIL_DEPTH] }', pass[0], variables that begin with COUNCIL_ are the council's own",
            "'{ set: { a=b: 0 } }', set.a=b, this is no name of a variable",
        })
        void keepsNamesOfVariablesLegal(String environment, String key, String message) {
            assertThat(setting.project("agents: { a: { env: " + environment + " } }")
                            .error())
                    .isEqualTo("council.yml:1: 'agents.a.env." + key + "': " + message);
        }
    }

    @Nested
    class WholeFiles {
        @Test
        void areNotTooLarge() {
            assertThat(setting.project("# " + "x".repeat(10_000_000)).error())
                    .isEqualTo("council.yml: larger than 256 KiB; this is no configuration");
        }

        @Test
        void areUtf8() {
            byte[] latin1 = {'#', ' ', (byte) 0xE9, '\n'};
            assertThat(setting.file(setting.root.resolve("council.yml"), latin1).error())
                    .isEqualTo("council.yml: not UTF-8; save it as such");
        }

        @Test
        void areFiles() {
            setting.file(setting.root.resolve("council.yml/x"), "");
            assertThat(setting.error()).isEqualTo("council.yml: a directory; a file is expected");
        }

        @Test
        void areNotSilentlyIgnoredBecauseOfTheirName() {
            setting.file(setting.root.resolve("council.yaml"), "version: 1");
            assertThat(setting.error()).isEqualTo(setting.root.resolve("council.yaml") + ": rename it to council.yml");
        }

        @Test
        void areToldApartByTheirNames() {
            Path user = setting.home.resolve(".config/council/config.yml");
            assertThat(setting.project("version: 1").user("\nvresion: 1").error())
                    .isEqualTo(user + ":2: unknown key 'vresion' - did you mean 'version'?");
        }

        @Test
        void areReadEvenWhereAHigherLevelWins() {
            assertThat(setting.project("strategy: all").user("strategy: none").error())
                    .endsWith("config.yml:1: 'strategy': unknown value 'none'; known: all, race, cascade");
        }
    }

    @Nested
    class Options {
        @ParameterizedTest
        @CsvSource({
            "TIMEOUT, 0s, --timeout: must be more than zero",
            "RETRIES, many, '--retries: must be a whole number from 0 to 100, not ''many'''",
            "STRATEGY, rice, '--strategy: unknown value ''rice'' - did you mean ''race''?'",
            "WORTH, 2.00, '--worth: this is for the strategy cascade, and the strategy is all'",
            "WORTH, much, '--worth: must be an amount in US dollars as 2.00, not negative'",
            "APPLY, rebase, '--apply: unknown value ''rebase''; known: squash, merge, ff, patch'",
            "CHECK, '', '--check: must be text, not '''''",
            "UNVERIFIED, perhaps, --unverified: must be true or false",
            "AGENT, 'a,,b', '--agent: an agent''s name is missing; write NAME or NAME,NAME'",
            "AGENT, 'a,a', --agent: agent 'a' is named twice",
        })
        void areNamedAsTheyAreTyped(ConfigOption option, String value, String message) {
            assertThat(setting.option(option, value).error()).startsWith(message);
        }

        @ParameterizedTest
        @CsvSource({
            "COUNCIL_OPT_TIMEOUT, soon, COUNCIL_OPT_TIMEOUT: 'soon' is no duration",
            "COUNCIL_OPT_RETRY_DELAI, 2s, unknown variable 'COUNCIL_OPT_RETRY_DELAI' - did you mean 'COUNCIL_OPT_RETRY_DELAY'?",
            "COUNCIL_OPT_BUDGET, lots, 'COUNCIL_OPT_BUDGET: must be an amount in US dollars as 2.00, not negative'",
        })
        void areNamedAsVariables(String variable, String value, String message) {
            assertThat(setting.variable(variable, value).error()).startsWith(message);
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"APPLY", "WITH_CHANGES", "UNVERIFIED", "ALLOW_RISKY"})
        void doNotStandWithoutAValue(ConfigOption option) {
            assertThat(setting.option(option).error()).isEqualTo("--" + option.longName() + ": a value is missing");
        }

        @Test
        void doNotAskForChecksAndNoneAtOnce() {
            assertThat(setting.option(ConfigOption.CHECK, "x")
                            .option(ConfigOption.UNVERIFIED)
                            .error())
                    .isEqualTo("--check and --unverified exclude each other");
        }

        @Test
        void thatSomebodyElseReadsAreNoneOfOurs() {
            setting.variable("COUNCIL_OPT_FORMAT", "json");
            assertThat(setting.loader().otherOptions(List.of("format")).load(setting.root, setting.root))
                    .isNotNull();
            assertThat(setting.error()).startsWith("unknown variable 'COUNCIL_OPT_FORMAT'");
        }
    }
}
