package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.event.CouncilEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Councils that are killed while they write, and councils that write beside each other. */
class CrashTest {
    private static final int ROUNDS = 30;

    @TempDir
    private Path common;

    @Test
    @Tag("F46")
    void loseNothingThatWasAcknowledged() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String run = "round-" + round;
            Process council = Jvm.start(Appender.class, List.of(), common.toString(), run, "1000000");
            long acknowledged = killedAfter(council, 3 + round * 7L % 50);

            assertThat(History.of(common).events(run))
                    .extracting(CouncilEvent::sequence)
                    .hasSizeGreaterThanOrEqualTo((int) acknowledged)
                    .containsExactlyElementsOf(
                            upTo(History.of(common).events(run).size()));
        }
        assertThat(integrity()).isEqualTo("ok");
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            assertThat(journal.events("round-0")).isNotEmpty();
        }
        assertThat(History.of(common).runs(2 * ROUNDS)).hasSize(ROUNDS);
    }

    @Test
    @Tag("F48")
    void appendSideBySideAsProcesses() throws Exception {
        List<Process> councils = new ArrayList<>();
        for (String run : List.of("a", "b")) {
            councils.add(Jvm.start(Appender.class, List.of(), common.toString(), run, "200"));
        }
        for (Process council : councils) {
            assertThat(new String(council.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("200\n");
            assertThat(council.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(History.of(common).events("a")).hasSize(200);
        assertThat(History.of(common).events("b")).hasSize(200);
    }

    /** Kills it as soon as so many events are acknowledged, in the middle of the next; tells the last one it printed. */
    private static long killedAfter(Process council, long events) throws IOException, InterruptedException {
        long acknowledged = 0;
        try (BufferedReader lines = council.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Long.parseLong(line);
                if (acknowledged == events) {
                    // Through its handle, which leaves its last lines to be read.
                    council.toHandle().destroyForcibly();
                }
            }
        } finally {
            council.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(events);
        return acknowledged;
    }

    private String integrity() throws SQLException {
        try (Connection connection =
                Connections.forReading(JournalFile.in(common).path())) {
            return Rows.text(connection, "PRAGMA integrity_check");
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
