package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunningTimeTest {
    private final AtomicLong clock = new AtomicLong(500);
    private final RunningTime time = new RunningTime(clock::get, 100);

    @Test
    void passesLikeTheClockWhileSomebodyLooks() {
        for (int looks = 0; looks < 10; looks++) {
            clock.addAndGet(100);
            time.look();
        }
        clock.addAndGet(50);

        assertThat(time.nanos()).isEqualTo(1050);
    }

    @Test
    @Tag("F14")
    void countsThreePeriodsHoweverLongNobodyLooked() {
        clock.addAndGet(1_000_000);
        assertThat(time.nanos()).isEqualTo(300);

        time.look();
        assertThat(time.nanos()).isEqualTo(300);
        clock.addAndGet(10);
        assertThat(time.nanos()).isEqualTo(310);
    }
}
