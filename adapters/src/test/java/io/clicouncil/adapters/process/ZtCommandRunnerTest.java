package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZtCommandRunnerTest {
    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        bench.assertNothingLeft();
    }

    private List<CommandEvent> run(String script) {
        return Objects.requireNonNull(
                runner.run(bench.shell(script)).collectList().block(Bench.LONG_ENOUGH));
    }

    private CommandResult result(CommandSpec spec) {
        return Bench.result(
                Objects.requireNonNull(runner.run(spec).collectList().block(Bench.LONG_ENOUGH)));
    }

    @Nested
    class WhatItTells {
        @Test
        void startedThenLinesThenTheEnd() {
            List<CommandEvent> events = run("echo one; echo two >&2; exit 3");

            assertThat(events.get(0)).isInstanceOf(CommandEvent.Started.class);
            assertThat(Bench.stdout(events)).containsExactly("one");
            assertThat(Bench.lines(events, Channel.STDERR)).containsExactly("two");
            CommandResult result = Bench.result(events);
            assertThat(result.ending()).isEqualTo(Ending.EXITED);
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.killLevel()).isEqualTo(runner.killLevel());
            assertThat(result.duration()).isPositive();
        }

        @Test
        void blankLinesCarriageReturnsAndALastLineWithoutEnd() {
            assertThat(Bench.stdout(run("printf 'a\\r\\n\\n b \\nlast'"))).containsExactly("a", "", " b ", "last");
        }

        @Test
        @Tag("F45")
        void malformedUtf8IsReplacedAndTheFileKeepsIt() throws IOException {
            assertThat(Bench.stdout(run("printf 'a\\377b\\n'"))).containsExactly("a\uFFFDb");
            assertThat(Files.readAllBytes(bench.file("out"))).containsExactly('a', 0xFF, 'b', '\n');
        }

        @Test
        void noCoreIsEverDumpedWhateverTheCommandWants() {
            assertThat(Bench.stdout(run("ulimit -c; ulimit -H -c"))).containsExactly("0", "0");
        }

        @Test
        void aSignalIsAnExitCode() {
            assertThat(Bench.result(run("kill -9 $$")).exitCode()).isEqualTo(137);
        }

        @Test
        void theEndAlsoWhileSomebodyBlocksTheCommonPool() {
            CountDownLatch release = new CountDownLatch(1);
            for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> awaitQuietly(release));
            }
            try {
                assertThat(Bench.result(run("exit 0")).exitCode()).isZero();
            } finally {
                release.countDown();
            }
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void noSuchExecutable() {
            CommandResult byName = result(bench.command("no-such-agent"));
            CommandResult byPath = result(bench.command("./no-such-agent"));

            assertThat(byName.ending()).isEqualTo(Ending.NOT_FOUND);
            assertThat(byName.message()).isEqualTo("there is no no-such-agent on the PATH");
            assertThat(byName.exitCode()).isNull();
            assertThat(byPath.ending()).isEqualTo(Ending.NOT_FOUND);
        }

        @Test
        void anExecutableThatMayNotBeExecuted() throws IOException {
            Files.writeString(bench.file("agent"), "#!/bin/sh\n");

            CommandResult result = result(bench.command("./agent"));

            assertThat(result.ending()).isEqualTo(Ending.NOT_FOUND);
            assertThat(result.message()).endsWith("may not be executed");
        }

        @Test
        void anInterpreterThatIsNotThere() throws IOException {
            Files.writeString(bench.file("agent"), "#!/no/such/interpreter\n");
            assertThat(bench.file("agent").toFile().setExecutable(true)).isTrue();

            assertThat(result(bench.command("./agent")).ending()).isEqualTo(Ending.NOT_FOUND);
        }

        @Test
        void anExitCodeOf127IsNoMissingExecutable() {
            assertThat(Bench.result(run("exit 127")).ending()).isEqualTo(Ending.EXITED);
        }

        @Test
        void anArgumentThatIsTooLong() {
            CommandResult result = result(bench.command("/bin/echo", "x".repeat(200_000)));

            assertThat(result.ending()).isEqualTo(Ending.FAILED);
            assertThat(result.message()).contains("could not be executed");
        }

        @Test
        void noSuchFolder() {
            CommandResult result =
                    result(bench.spec(List.of("/bin/true"), folder.resolve("missing"), Map.of(), Bench.LONG_ENOUGH));

            assertThat(result.ending()).isEqualTo(Ending.FAILED);
        }

        @Test
        void nothingBeforeSubscription() throws IOException {
            runner.run(bench.shell("echo hello"));

            assertThat(Files.exists(bench.file("out"))).isFalse();
        }
    }

    @Nested
    class WhatTheCommandSees {
        @Test
        void exactlyTheEnvironmentThatWasGiven() throws IOException {
            Map<String, String> given = new LinkedHashMap<>();
            given.put("NEWLINES", "one\ntwo\n\n");
            given.put("QUOTES", "it's \"quoted\" `no` $(no) $HOME \\ \\n");
            given.put("EMPTY", "");
            given.put("UMLAUT", everyByte());
            given.put("LC_ALL", "C");
            given.put("folder", "a name that scripts like");

            result(bench.spec(List.of("env", "-0"), folder, given, Bench.LONG_ENOUGH));

            Map<String, String> seen = environment(Files.readAllBytes(bench.file("out")));
            assertThat(seen.remove("COUNCIL_TREE")).isNotBlank();
            given.put(bench.mark(), "1");
            given.put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
            assertThat(seen).containsExactlyInAnyOrderEntriesOf(given);
        }

        @Test
        void anEnvironmentNameThatNoShellTakesIsRefused() {
            CommandResult result =
                    result(bench.spec(List.of("env"), folder, Map.of("NPM.TOKEN", "do-not-tell"), Bench.LONG_ENOUGH));

            assertThat(result.ending()).isEqualTo(Ending.FAILED);
            assertThat(result.message()).contains("NPM.TOKEN").doesNotContain("do-not-tell");
        }

        @Test
        @Tag("F62")
        void argumentsByteForByte() {
            String argument = "it's\n\"$(id)\" `id` \\ * ~ ☃ 😀 " + everyByte();

            List<CommandEvent> events = Objects.requireNonNull(runner.run(bench.command("printf", "%s", argument))
                    .collectList()
                    .block());

            assertThat(String.join("\n", Bench.stdout(events))).isEqualTo(argument);
        }

        @Test
        void standardInputFromAFileOrEmpty() throws IOException {
            Path input = Files.writeString(bench.file("in"), "from a file");

            result(bench.spec(List.of("cat"), folder, Map.of(), Bench.LONG_ENOUGH, input));
            assertThat(bench.stdout()).isEqualTo("from a file");
            result(bench.command("cat"));
            assertThat(bench.stdout()).isEmpty();
        }

        @Test
        void aFolderWithAnyName() throws IOException {
            Path odd = Files.createDirectory(folder.resolve("a 'b' \"c\"\nd ö $HOME"));
            Bench there = new Bench(odd);
            Files.writeString(there.file("agent"), "#!/bin/sh\npwd\n");
            assertThat(there.file("agent").toFile().setExecutable(true)).isTrue();

            result(there.command("./agent"));

            assertThat(there.stdout()).isEqualTo(odd.toRealPath() + "\n");
            there.assertNothingLeft();
        }

        @Test
        void signalsAsTheyAreForAnyProgram() throws IOException {
            result(bench.command("grep", "-E", "^Sig(Ign|Blk)", "/proc/self/status"));

            // The real-time signals belong to the C library.
            assertThat(bench.stdout().lines().map(line -> line.substring(line.length() - 8)))
                    .hasSize(2)
                    .allMatch(set -> (Long.parseLong(set, 16) & Integer.MAX_VALUE) == 0);
        }

        @Test
        void noDescriptorOfOurs() {
            List<CommandEvent> events = run("ls /proc/self/fd");

            // 3 is the folder that ls reads.
            assertThat(Bench.stdout(events)).containsExactly("0", "1", "2", "3");
        }

        @Test
        void noSecretInAnyArgumentList() {
            String secret = "secret-of-" + bench.mark();
            List<CommandEvent> events = Objects.requireNonNull(runner.run(bench.spec(
                            List.of("/bin/sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"),
                            folder,
                            Map.of("API_KEY", secret),
                            Bench.LONG_ENOUGH))
                    .collectList()
                    .block());

            assertThat(Bench.stdout(events)).isNotEmpty().noneMatch(line -> line.contains(secret));
        }

        private String everyByte() {
            StringBuilder text = new StringBuilder();
            for (char c = 1; c < 0x800; c++) {
                text.append(c == '\n' || c == '\r' ? ' ' : c);
            }
            return text.append("\uFFFD😀").toString();
        }

        private Map<String, String> environment(byte[] printed) {
            Map<String, String> environment = new LinkedHashMap<>();
            for (String entry : new String(printed, StandardCharsets.UTF_8).split("\0", 0)) {
                int equals = entry.indexOf('=');
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
            return environment;
        }
    }
}
