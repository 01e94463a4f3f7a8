package io.clicouncil.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * Makes the ids of runs: they sort by time, and two made in the same second differ, {@code 20261121-093012-k3f9}.
 *
 * @since 0.1
 */
public final class RunIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BASE = 36;
    private static final int TAIL = 4;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Ids by this clock. */
    public RunIds(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** A new id. */
    public String next() {
        StringBuilder id = new StringBuilder(TIME.format(clock.instant())).append('-');
        for (int i = 0; i < TAIL; i++) {
            id.append(Character.forDigit(random.nextInt(BASE), BASE));
        }
        return id.toString();
    }
}
