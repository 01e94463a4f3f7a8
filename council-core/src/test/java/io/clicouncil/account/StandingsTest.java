package io.clicouncil.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.state.SharedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class StandingsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Account ACCOUNT = Account.of("fake", "fake", Map.of("FAKE_KEY", "fake-key-1"));
    private static final Member ONE = new Member("one", "fake", "large", ACCOUNT);

    @TempDir
    Path folder;

    private Path state;
    private Path file;
    private Accounts here;
    private Accounts there;

    @BeforeEach
    void open() {
        state = folder.resolve("state/council");
        file = state.resolve("limits.json");
        here = Accounts.in(file, ZoneOffset.UTC);
        there = Accounts.in(file, ZoneOffset.UTC);
    }

    @Test
    void tellsOneProcessWhatAnotherHasMet() {
        limit(here, Duration.ofHours(1));

        assertThat(ask(there, NOON)).isInstanceOf(Admission.Wait.class);
    }

    @Test
    void countsTheFailuresOfAllProcessesTogether() {
        Flux.merge(IntStream.range(0, Breaker.ENOUGH)
                        .mapToObj(
                                i -> (i % 2 == 0 ? here : there).ended(ONE, Failure.of(FailureKind.NETWORK, ""), NOON))
                        .toList())
                .blockLast();

        assertThat(ask(Accounts.in(file, ZoneOffset.UTC), NOON)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void letsOnlyOneProcessTryAnAgentOut() {
        for (int i = 0; i < Breaker.ENOUGH; i++) {
            here.ended(ONE, Failure.of(FailureKind.NETWORK, ""), NOON).block();
        }
        Instant rested = NOON.plus(Breaker.REST).plusSeconds(1);

        long free = Objects.requireNonNull(Flux.range(0, 16)
                .flatMap(i -> (i % 2 == 0 ? here : there).ask(ONE, rested), 16)
                .filter(Admission.FREE::equals)
                .count()
                .block());

        assertThat(free).isEqualTo(1);
    }

    @Test
    void isPrivateAndHoldsNothingSecret() throws IOException {
        limit(here, Duration.ofHours(1));

        assertThat(mode(state)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains(ACCOUNT.fingerprint()).doesNotContain("fake-key-1", "FAKE_KEY");
        try (Stream<Path> files = Files.list(state)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("limits.json", "limits.json.lock");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"schema\": \"council.limits/9\", \"entries\": [7]}",
                "{\"schema\": \"council.limits/1\", \"entries\": [7, null, {\"key\": \"../../x\"}]}",
                "{\"schema\": \"council.limits/1\", \"entries\": {\"a\": [[]]}}"
            })
    void replacesAFileThatIsBrokenOrForeign(String content) throws IOException {
        Files.createDirectories(state);
        Files.writeString(file, content);

        assertThat(ask(here, NOON)).isEqualTo(Admission.FREE);
        limit(here, Duration.ofHours(1));
        assertThat(ask(there, NOON)).isInstanceOf(Admission.Wait.class);
    }

    @Test
    void believesNoTimeThatNobodyCanMean() throws IOException {
        limit(here, Duration.ofHours(1));
        Files.writeString(file, Files.readString(file).replace("2026-03-01T13", "2036-03-01T13"));

        assertThat(ask(there, NOON)).isEqualTo(Admission.FREE);
    }

    @Test
    void believesNoNumberOfFailuresThatNobodyCounts() throws IOException {
        here.ended(ONE, Failure.of(FailureKind.NETWORK, ""), NOON).block();
        String written = Files.readString(file);
        String wrong = written.replaceFirst("\"failures\" : 1", "\"failures\" : 2000000000");
        assertThat(wrong).isNotEqualTo(written);
        Files.writeString(file, wrong);

        assertThat(there.ask(ONE, NOON).block(Duration.ofSeconds(5))).isEqualTo(Admission.FREE);
    }

    @Test
    void readsNoFileThatIsNoText() throws IOException {
        Files.createDirectories(state);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(ask(here, NOON)).isEqualTo(Admission.FREE);
    }

    @Test
    void dropsWhatIsOver() throws IOException {
        limit(here, Duration.ofHours(1));
        here.ended(ONE, Failure.of(FailureKind.NETWORK, ""), NOON).block();

        Instant later = NOON.plus(Duration.ofDays(2));
        Member other = new Member("other", "fake", null, ACCOUNT);
        here.ended(other, Failure.of(FailureKind.NETWORK, ""), later).block();

        assertThat(Files.readString(file)).contains(other.key()).doesNotContain(ONE.key(), ACCOUNT.fingerprint());
    }

    @Test
    void keepsInMemoryWhatCannotBeWritten() throws IOException {
        Path inTheWay = folder.resolve("file");
        Files.writeString(inTheWay, "");
        Accounts accounts = Accounts.in(inTheWay.resolve("limits.json"), ZoneOffset.UTC);

        limit(accounts, Duration.ofHours(1));

        assertThat(ask(accounts, NOON)).isInstanceOf(Admission.Wait.class);
    }

    @Test
    void goesOnWithoutTheFileWhereSomebodyHoldsItsLock() throws IOException {
        limit(here, Duration.ofHours(1));
        String before = Files.readString(file);

        try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            Standings halted = new Standings(new SharedFile(file, Duration.ofMillis(20)));
            halted.change(NOON, entries -> {
                entries.clear();
                return entries;
            });
            assertThat(halted.read(NOON)).isEmpty();
        }

        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void losesNothingOfWhatProcessesWriteAtOnce() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            file.toString(),
                            name)
                    .inheritIO()
                    .start());
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).isZero();
        }

        assertThat(new Standings(new SharedFile(file)).read(NOON)).hasSize(3 * Writer.ENTRIES);
    }

    /** Another process, which writes entries of its own. */
    static final class Writer {
        static final int ENTRIES = 15;

        public static void main(String[] arguments) {
            // Where so many write without a pause, on a busy machine, the turn of one may be long in coming.
            Standings standings = new Standings(new SharedFile(Path.of(arguments[0]), Duration.ofMinutes(1)));
            for (int i = 0; i < ENTRIES; i++) {
                Member member = new Member(arguments[1] + i, "fake", null, ACCOUNT);
                Entry entry = new Breaker(null, NOON).failed(member, FailureKind.NETWORK);
                standings.change(NOON, entries -> {
                    entries.put(entry.key(), entry);
                    return entries;
                });
            }
        }
    }

    private Path lock() {
        return file.resolveSibling("limits.json.lock");
    }

    private static void limit(Accounts accounts, Duration wait) {
        accounts.ended(ONE, Failure.of(FailureKind.RATE_LIMITED, "").retryAfter(wait), NOON)
                .block();
    }

    private static Admission ask(Accounts accounts, Instant now) {
        return Objects.requireNonNull(accounts.ask(ONE, now).block());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
