package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerTest {
    private static final String RUN = "20261121-093012-k3f9";

    private final List<CouncilEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicInteger silences = new AtomicInteger();

    private final Answer answer = new Answer(RUN, () -> events, alive::get, Duration.ofMillis(1));

    @Test
    void saysOnceThatNobodyAnswersAndWaitsOn() throws InterruptedException {
        String found = answer.await(
                seen -> {
                    if (silences.get() == 1 && events.isEmpty()) {
                        events.add(new CouncilEvent.DeadlineReached(stamp(1)));
                        return Optional.empty();
                    }
                    return seen.isEmpty() ? Optional.empty() : Optional.of("over");
                },
                silences::incrementAndGet);

        assertThat(found).isEqualTo("over");
        assertThat(silences).hasValue(1);
    }

    @Test
    void saysNothingWhereTheWishWasHeard() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        events.add(new CouncilEvent.CancelRequested(stamp(1), null, false));

        answer.await(
                seen -> looks.incrementAndGet() < 4 ? Optional.empty() : Optional.of("over"),
                silences::incrementAndGet);

        assertThat(silences).hasValue(0);
    }

    @Test
    void endsWithAnErrorWhereTheProcessEndsWithoutAnAnswer() {
        alive.set(false);

        assertThatThrownBy(() -> answer.await(seen -> Optional.empty(), silences::incrementAndGet))
                .hasMessage(
                        "the run " + RUN + " was cut off before it could answer: `council cancel " + RUN + "` ends it");
    }

    private static Stamp stamp(long sequence) {
        return new Stamp(RUN, sequence, Instant.EPOCH);
    }
}
