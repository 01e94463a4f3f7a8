package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final Sampler sampler =
            new Sampler(new CommandThreads(), Duration.ofMillis(10).toNanos());

    @Test
    void looksAgainAfterALookThatFailed() {
        Sampler.Watched failing = table -> {
            if (looks.incrementAndGet() == 1) {
                // Told to nobody: other tests of this JVM would take it for theirs.
                Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
                throw new IllegalStateException("a look that fails, as this test wants it");
            }
        };

        sampler.add(failing);

        await().atMost(Bench.LONG_ENOUGH).until(() -> looks.get() >= 3);
        sampler.remove(failing);
        assertThat(sampler.time().nanos()).isPositive();
    }
}
