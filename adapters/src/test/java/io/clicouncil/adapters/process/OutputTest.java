package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** However much is printed, no more is held than was asked for. */
class OutputTest {
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

    @Test
    @Tag("F45")
    void aLineOf100MegabytesIsNotHeldAndTheFileHoldsItWhole() throws IOException {
        List<CommandEvent> events = Objects.requireNonNull(
                runner.run(bench.shell("head -c 100000000 /dev/zero | tr '\\0' x; echo; echo after"))
                        .collectList()
                        .block(Bench.LONG_ENOUGH));

        List<String> lines = Bench.stdout(events);
        assertThat(lines).endsWith("after").hasSizeLessThanOrEqualTo(2);
        assertThat(lines).allMatch(line -> line.length() <= LineReader.MAX_LINE_BYTES + 1);
        assertThat(Files.size(bench.file("out"))).isEqualTo(100_000_007L);
    }

    @Test
    void aCutSplitsNoCharacter() {
        List<CommandEvent> events =
                Objects.requireNonNull(runner.run(bench.shell("printf a; yes 😀 | head -n 20000 | tr -d '\\n'; echo"))
                        .collectList()
                        .block(Bench.LONG_ENOUGH));

        assertThat(Bench.stdout(events).get(0)).matches("a(😀)+…");
    }

    @Test
    @Tag("F45")
    void nothingIsReadAheadOfWhatWasAskedFor() {
        AtomicLong handedOver = new AtomicLong();
        Flux<CommandEvent> events = runner.run(bench.shell("yes 'a line of output' | head -c 300000000"))
                .doOnNext(event -> handedOver.incrementAndGet());

        StepVerifier.create(events, 3)
                .expectNextCount(3)
                .then(() -> assertThat(handedOver).hasValue(3))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(handedOver).hasValue(4))
                .thenCancel()
                .verify(Bench.LONG_ENOUGH);
        runner.drain().block(Bench.LONG_ENOUGH);
        assertThat(bench.survivors()).isEmpty();
    }

    @Test
    void aSubscriberThatAsksForLittleHoldsNobodyUp() throws IOException {
        StepVerifier.create(runner.run(bench.shell("yes $(printf %0999d 7) | head -n 5000; touch finished")), 1)
                .expectNextCount(1)
                .then(() -> await().atMost(Bench.LONG_ENOUGH)
                        .until(() -> bench.survivors().isEmpty() && Files.exists(bench.file("finished"))))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(5_000)
                .assertNext(event -> assertThat(
                                ((CommandEvent.Ended) event).result().succeeded())
                        .isTrue())
                .expectComplete()
                .verify(Bench.LONG_ENOUGH);
    }

    @Test
    void bothChannelsAreReadInTurn() {
        List<CommandEvent> events = Objects.requireNonNull(
                runner.run(bench.shell("yes out | head -n 5000 & yes err | head -n 5000 >&2; wait"))
                        .collectList()
                        .block(Bench.LONG_ENOUGH));

        assertThat(Bench.stdout(events)).hasSize(5000).containsOnly("out");
        assertThat(Bench.lines(events, Channel.STDERR)).hasSize(5000).containsOnly("err");
    }
}
