package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import io.clicouncil.sandbox.Walls;
import io.clicouncil.setup.Setup;
import io.clicouncil.task.Check;
import io.clicouncil.workspace.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class CommandVerifierTest {
    /** Reports each line of {@code tests} as a test, {@code +name}, {@code -name} or {@code /name}, and is red for one. */
    private static final String SUITE = """
            mkdir -p out; code=0
            { echo '<testsuite>'
              while read -r line; do
                echo "<testcase classname='a.T' name='${line#?}'>"
                case $line in -*) code=1; echo '<failure/>' ;; /*) echo '<skipped/>' ;; esac
                echo '</testcase>'
              done < tests
              echo '</testsuite>'; } > out/r.xml
            exit $code
            """;

    private static final Check TESTS = new Check("tests", List.of("sh", "suite.sh"), null, true).reporting("out/*.xml");
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private final StopSignal stop = StopSignal.create();
    private CommandVerifier verifier = new CommandVerifier(shell);
    private Rooms rooms;
    private @Nullable List<String> expect;
    private @Nullable Path hidden;
    private Setup setup = Setup.NONE;

    @BeforeEach
    void makeRooms() throws IOException {
        rooms = new Rooms(Files.createDirectory(folder.resolve("rooms")));
    }

    @Nested
    class WithoutReports {
        @Test
        void theBaseIsNotAsked() {
            assertThat(statuses(Check.shell("true"))).containsExactly("PASSED");
            assertThat(shell.log).containsExactly("change check-1.out");
            assertThat(rooms.leases).containsExactly("claude+checks");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void aRedCheckIsRunAgainAndSkipsTheRest() {
            assertThat(statuses(Check.shell("exit 3"), Check.shell("true"))).containsExactly("FAILED", "SKIPPED");
            assertThat(shell.log).containsExactly("change check-1.out", "change check-1.2.out");
        }

        @Test
        void aCheckThatIsRedOnceIsFlaky() {
            List<CheckResult> results = verify(Check.shell("test -e here || { touch here; exit 7; }"));
            assertThat(results.get(0).status()).isEqualTo(CheckStatus.FLAKY);
            assertThat(results.get(0).exitCode()).isEqualTo(7);
            assertThat(results.get(0).message()).isEqualTo("failed with exit code 7");
            assertThat(new Verification(results).flaky()).isTrue();
        }

        @Test
        void aGreenCheckIsRepeated() {
            assertThat(statuses(Check.shell("true").repeated(3))).containsExactly("PASSED");
            assertThat(shell.log).containsExactly("change check-1.out", "change check-1.2.out", "change check-1.3.out");
        }

        @Test
        void nothingIsKnownOfTestsThatAreExpected() {
            expect = List.of("FooTest.bar");
            CheckResult result = verify(Check.shell("true")).get(0);
            assertThat(result.status()).isEqualTo(CheckStatus.PASSED);
            assertThat(result.flags())
                    .containsExactly("judged by its exit code, as no report tells of the expected FooTest.bar");
            assertThat(statuses(Check.shell("false"))).containsExactly("FAILED");
        }

        @Test
        void anOptionalCheckNeverGates() {
            Check lint = new Check("lint", List.of("false"), null, false);
            assertThat(statuses(lint, Check.shell("true"))).containsExactly("FAILED", "PASSED");
        }
    }

    @Nested
    class WithOptionalChecksBeside {
        private static final String ENDLESS = "exec tail -f /dev/null";

        @Test
        void bothKindsRunAtOnceAndKeepTheirOrder() {
            Check first = optional(meeting("a", "b"));
            Check second = Check.shell(meeting("b", "a"));
            List<CheckResult> results = beside(first, second, optional("exit 3"), Check.shell("true"));
            assertThat(results)
                    .extracting(result -> result.status().name())
                    .containsExactly("PASSED", "PASSED", "FAILED", "PASSED");
            assertThat(results).extracting(CheckResult::name).startsWith(first.name(), second.name());
            assertThat(rooms.leases).containsExactlyInAnyOrder("claude+checks", "claude+optional");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void anOptionalCheckIsStoppedOnceTheVerdictStandsBeforeIt() {
            assertThat(beside(
                            Check.shell(after("begun", "exit 3")),
                            optional(marking("begun", ENDLESS)),
                            Check.shell("true")))
                    .extracting(result -> result.status().name())
                    .containsExactly("FAILED", "SKIPPED", "SKIPPED");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void anOptionalCheckThatComesBeforeIsFinished() {
            assertThat(beside(optional(after("failed", "true")), Check.shell(marking("failed", "exit 3"))))
                    .extracting(result -> result.status().name())
                    .containsExactly("PASSED", "FAILED");
        }

        @Test
        void allOfItEndsWithTheRequest() {
            Mono<List<CheckResult>> results = verifier.verify(
                            request(List.of(optional(marking("one", ENDLESS)), Check.shell(marking("two", ENDLESS)))))
                    .collectList()
                    .cache();
            results.subscribe();
            Awaitility.await().until(() -> Files.exists(folder.resolve("one")) && Files.exists(folder.resolve("two")));
            stop.raise();
            assertThat(results.block(LONG))
                    .extracting(result -> result.status().name())
                    .containsExactly("SKIPPED", "SKIPPED");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void bothKindsMayAskTheBaseAtOnce() throws IOException {
            base("+a\n");
            change("+a\n");
            Check lint = new Check("lint", List.of("sh", "suite.sh", "lint"), null, false, TESTS.report(), 1);
            assertThat(beside(TESTS, lint))
                    .extracting(result -> result.status().name())
                    .containsExactly("PASSED", "PASSED");
            assertThat(rooms.leases)
                    .containsExactlyInAnyOrder(
                            "claude+checks", "claude+optional", "claude+base", "claude+optionalbase");
        }

        @Test
        void checksOfOneKindShareARoom() {
            beside(Check.shell("true"), Check.shell("exit 0"));
            assertThat(rooms.leases).containsExactly("claude+checks");
        }

        private List<CheckResult> beside(Check... checks) {
            return Objects.requireNonNull(
                    verifier.verify(request(List.of(checks))).collectList().block(LONG));
        }

        private VerificationRequest request(List<Check> checks) {
            VerificationRequest plain = CommandVerifierTest.this.request("claude", "change", checks);
            return new VerificationRequest(
                    plain.agent(),
                    plain.commit(),
                    plain.checks(),
                    plain.gate(),
                    plain.workspaces(),
                    plain.setup(),
                    plain.folder(),
                    plain.files(),
                    plain.environment(),
                    plain.walls(),
                    plain.limits(),
                    plain.stop(),
                    true);
        }

        private static Check optional(String script) {
            return new Check("optional " + script, List.of("sh", "-c", script), null, false);
        }

        /** Is over only if the other is under way at the same time. */
        private String meeting(String own, String other) {
            return marking(own, after(other, "true"));
        }

        private String marking(String mark, String script) {
            return "touch " + folder.resolve(mark) + "; " + script;
        }

        private String after(String mark, String script) {
            return "until test -e " + folder.resolve(mark) + "; do sleep 0.02; done; " + script;
        }
    }

    @Nested
    class OnTheBase {
        private static final Check OPTIONAL = new Check("lint", List.of("false"), null, false);

        @Test
        void eachRequiredCheckIsToldOnce() throws IOException {
            base("+a\n-c\n-b\n");
            List<BaseResult> told = told(TESTS, OPTIONAL, Check.shell("exit 3"), Check.shell("true"));
            assertThat(told)
                    .extracting(BaseResult::failing)
                    .containsExactly(List.of("a.T.b", "a.T.c"), List.of(), List.of());
            assertThat(told)
                    .extracting(result -> result.check().words())
                    .containsExactly(
                            "failed with exit code 1: 2 tests fail: a.T.b, a.T.c", "failed with exit code 3", "passed");
            assertThat(rooms.leases).containsExactly("claude+early", "claude+early", "claude+early");
            assertThat(told(TESTS, OPTIONAL, Check.shell("exit 3"), Check.shell("true")))
                    .isEqualTo(told);
            assertThat(rooms.leases).hasSize(3);
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void nothingIsToldOnceItIsStopped() {
            stop.raise();
            assertThat(told(Check.shell("exit 3"))).isEmpty();
            assertThat(rooms.leases).isEmpty();
        }

        @Test
        void aRunIsStoppedWithTheRequest() {
            Mono<List<BaseResult>> told = verifier.onBase(
                            request("claude", "base", List.of(Check.shell("exec tail -f /dev/null"))))
                    .collectList()
                    .cache();
            told.subscribe();
            Awaitility.await().until(() -> !shell.log.isEmpty());
            stop.raise();
            assertThat(told.block(LONG)).isEmpty();
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void aRedCheckOfAChangeIsExplainedWhereTheBaseIsKnown() {
            assertThat(verify(Check.shell("exit 3")).get(0).flags()).isEmpty();
            told(Check.shell("exit 3"));
            assertThat(verify(Check.shell("exit 3")).get(0).flags()).containsExactly("it is red on the base as well");
            told(Check.shell("test $ROOM = base"));
            assertThat(verify(Check.shell("test $ROOM = base")).get(0).flags()).isEmpty();
        }

        private List<BaseResult> told(Check... checks) {
            return Objects.requireNonNull(verifier.onBase(request("claude", "base", List.of(checks)))
                    .collectList()
                    .block(LONG));
        }
    }

    @Nested
    class WithReports {
        @Test
        void theBaseIsAskedOnceForAllChanges() throws IOException {
            base("+a\n-b\n");
            change("+a\n+b\n");
            assertThat(statuses(TESTS)).containsExactly("PASSED");
            assertThat(statuses(TESTS)).containsExactly("PASSED");
            verifier = new CommandVerifier(shell);
            assertThat(statuses(TESTS)).containsExactly("PASSED");
            assertThat(shell.log)
                    .containsExactly(
                            "base base-1.out", "change check-1.out", "change check-1.out", "change check-1.out");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void theBaseIsAskedOnceForChangesThatAreJudgedAtOnce() throws IOException {
            base("+a\n");
            change("+a\n");
            List<CheckResult> results = Flux.just("one", "two", "three")
                    .flatMap(agent -> verifier.verify(request(agent, "change", List.of(TESTS))))
                    .collectList()
                    .block(LONG);
            assertThat(results).extracting(CheckResult::status).containsOnly(CheckStatus.PASSED);
            assertThat(shell.log).filteredOn(line -> line.startsWith("base")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "null", "{}", "{\"status\": \"PASSED\", \"report\": {\"ran\": -1}}"})
        void aDamagedMemoryIsNone(String damaged) throws IOException {
            base("+a\n+b\n");
            change("+a\n");
            verify(TESTS);
            try (Stream<Path> files = Files.list(folder.resolve("store"))) {
                List<Path> all = files.toList();
                assertThat(all).hasSize(1);
                Files.writeString(all.get(0), damaged);
            }
            assertThat(statuses(TESTS)).containsExactly("FAILED");
            assertThat(shell.log).filteredOn(line -> line.startsWith("base")).hasSize(2);
        }

        @Test
        void aTestThatIsTakenAwayIsNoPass() throws IOException {
            base("+a\n-b\n");
            change("+a\n");
            CheckResult result = verify(TESTS).get(0);
            assertThat(result.words())
                    .isEqualTo("ended with exit code 0 and is no pass: only 1 test ran, 2 on the base; gone: a.T.b;"
                            + " failed on the base and does not run any more: a.T.b");
        }

        @Test
        void aReportThatIsPartOfTheChangeIsNoReport() throws IOException {
            base("+a\n-b\n");
            rooms.commit(
                    "change",
                    "suite.sh",
                    "true",
                    "out/r.xml",
                    "<testsuite><testcase classname='a.T' name='a'/><testcase classname='a.T' name='b'/></testsuite>");
            assertThat(verify(TESTS).get(0).message())
                    .isEqualTo("no test ran, 2 on the base; gone: a.T.a, a.T.b; failed on the base and does not run any"
                            + " more: a.T.b");
        }

        @Test
        void newFailuresAreNamed() throws IOException {
            base("+a\n+b\n");
            change("+a\n-b\n");
            CheckResult result = verify(TESTS).get(0);
            assertThat(result.status()).isEqualTo(CheckStatus.FAILED);
            assertThat(result.newFailures()).containsExactly("a.T.b");
            assertThat(result.words())
                    .isEqualTo("failed with exit code 1: 1 test fails and did not on the base: a.T.b");
        }

        @Test
        void otherFailuresOfTheBaseAreForgivenWhereTestsAreExpected() throws IOException {
            base("-a\n-b\n");
            change("+a\n-b\n");
            assertThat(statuses(TESTS)).containsExactly("FAILED");
            expect = List.of("T.a");
            CheckResult result = verify(TESTS).get(0);
            assertThat(result.status()).isEqualTo(CheckStatus.PASSED);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.flags()).containsExactly("failures of the base forgiven: a.T.b");
        }

        @Test
        void aCheckWithoutReportIsForgivenNothing() throws IOException {
            base("-a\n");
            change("+a\n");
            expect = List.of("T.a");
            assertThat(statuses(TESTS, Check.shell("exit 1"))).containsExactly("PASSED", "FAILED");
        }

        @Test
        void anExpectedTestMayBeInAnyCheck() throws IOException {
            base("+a\n");
            change("+a\n");
            Check again = new Check("again", List.of("sh", "suite.sh"), null, true).reporting("out/*.xml");
            expect = List.of("T.a");
            assertThat(statuses(TESTS, again)).containsExactly("PASSED", "PASSED");
            expect = List.of("T.zzz");
            List<CheckResult> results = verify(TESTS, again);
            assertThat(results.get(0).status()).isEqualTo(CheckStatus.PASSED);
            assertThat(results.get(1).message()).isEqualTo("the expected test T.zzz did not run");
        }

        @Test
        void aSetupThatFailsOnTheBaseOnlyIsFlagged() throws IOException {
            rooms.commit("base", "suite.sh", SUITE);
            rooms.commit("change", "suite.sh", SUITE, "tests", "+a\n", "ready", "");
            setup = new Setup(Provision.NONE, List.of("test -e ready"), LONG);
            CheckResult result = verify(TESTS).get(0);
            assertThat(result.status()).isEqualTo(CheckStatus.PASSED);
            assertThat(result.flags()).containsExactly("the base could not be judged, so its tests are not known");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void aSetupThatFailsOnTheChangeIsAnError() throws IOException {
            rooms.commit("change", "tests", "+a\n");
            setup = new Setup(Provision.NONE, List.of("test -e ready"), LONG);
            assertThatThrownBy(() -> verify(TESTS))
                    .hasMessageStartingWith("the setup command 'test -e ready' ended with exit code 1");
            assertThat(rooms.held).isEmpty();
        }

        @Test
        void aBaseThatHasNoRoomIsAnError() throws IOException {
            change("+a\n");
            rooms.broken = "base";
            assertThatThrownBy(() -> verify(TESTS)).hasMessage("there is no space left");
        }

        @Test
        void theBaseItselfIsJudgedAfreshAndWhole() throws IOException {
            base("-a\n-b\n+c\n");
            List<Check> checks = List.of(TESTS, Check.shell("true"));
            for (int time = 0; time < 2; time++) {
                List<CheckResult> results = Objects.requireNonNull(verifier.verify(request("base", "base", checks))
                        .collectList()
                        .block(LONG));
                assertThat(results)
                        .extracting(CheckResult::status)
                        .containsExactly(CheckStatus.FAILED, CheckStatus.PASSED);
                assertThat(results.get(0).words()).isEqualTo("failed with exit code 1: 2 tests fail: a.T.a, a.T.b");
            }
            change("+a\n+b\n+c\n");
            verify(TESTS);
            assertThat(shell.log)
                    .containsExactly(
                            "base base-1.out",
                            "base base-2.out",
                            "base base-1.out",
                            "base base-2.out",
                            "change check-1.out");
        }
    }

    @Nested
    class HiddenTests {
        @Test
        void areThereForTheChangeAndNotForTheBase() throws IOException {
            hidden = Files.createDirectory(folder.resolve("hidden"));
            Files.writeString(hidden.resolve("tests"), "+a\n-secret\n");
            base("+a\n");
            change("+a\n");
            CheckResult result = verify(TESTS).get(0);
            assertThat(result.status()).isEqualTo(CheckStatus.FAILED);
            assertThat(result.newFailures()).containsExactly("a.T.secret");
        }

        @Test
        void replaceACheckThatTheChangeHasEdited() throws IOException {
            hidden = Files.createDirectory(folder.resolve("hidden"));
            Files.writeString(hidden.resolve("check.sh"), "exit 1");
            rooms.commit("change", "check.sh", "exit 0");
            assertThat(statuses(Check.shell("sh check.sh"))).containsExactly("FAILED");
        }

        @Test
        void areThereBeforeTheSetup() throws IOException {
            hidden = Files.createDirectory(folder.resolve("hidden"));
            Files.writeString(hidden.resolve("needed"), "");
            setup = new Setup(Provision.NONE, List.of("test -e needed"), LONG);
            assertThat(statuses(Check.shell("true"))).containsExactly("PASSED");
        }
    }

    @Nested
    class Stopping {
        @Test
        void endsTheBaseWithTheLastWhoWaitsForIt() throws IOException {
            rooms.commit("base", "suite.sh", "exec sleep 60");
            change("+a\n");
            StopSignal other = StopSignal.create();
            List<String> ended = new ArrayList<>();
            verifier.verify(request("one", "change", List.of(TESTS)))
                    .subscribe(result -> add(ended, "one " + result.status()));
            Awaitility.await().until(() -> shell.log.contains("base base-1.out"));
            verifier.verify(request("two", "change", List.of(TESTS), other))
                    .subscribe(result -> add(ended, "two " + result.status()));
            Awaitility.await().until(() -> rooms.leases.contains("two+checks"));

            other.raise();
            Awaitility.await().until(() -> size(ended) == 1);
            assertThat(ended).containsExactly("two SKIPPED");
            assertThat(rooms.held).contains("one+base");

            stop.raise();
            Awaitility.await().until(() -> size(ended) == 2);
            assertThat(ended).containsExactly("two SKIPPED", "one SKIPPED");
            Awaitility.await().until(rooms.held::isEmpty);
            assertThat(folder.resolve("store")).doesNotExist();
        }

        private static void add(List<String> list, String word) {
            synchronized (list) {
                list.add(word);
            }
        }

        private static int size(List<String> list) {
            synchronized (list) {
                return list.size();
            }
        }
    }

    private void base(String tests) {
        rooms.commit("base", "suite.sh", SUITE, "tests", tests);
    }

    private void change(String tests) {
        rooms.commit("change", "suite.sh", SUITE, "tests", tests);
    }

    private List<String> statuses(Check... checks) {
        return verify(checks).stream().map(result -> result.status().name()).toList();
    }

    private List<CheckResult> verify(Check... checks) {
        return Objects.requireNonNull(verifier.verify(request("claude", "change", List.of(checks)))
                .collectList()
                .block(LONG));
    }

    private VerificationRequest request(String agent, String commit, List<Check> checks) {
        return request(agent, commit, checks, stop);
    }

    private VerificationRequest request(String agent, String commit, List<Check> checks, StopSignal signal) {
        Path files = folder.resolve("files-" + agent);
        if (!files.toFile().isDirectory() && !files.toFile().mkdirs()) {
            throw new IllegalStateException("no folder " + files);
        }
        return new VerificationRequest(
                agent,
                commit,
                checks,
                new Gate("base", folder.resolve("store"), expect, hidden),
                rooms,
                setup,
                Path.of(""),
                files,
                Map.of("PATH", "/usr/bin:/bin"),
                Walls.NONE,
                CommandLimits.time(LONG),
                signal,
                false);
    }
}
