package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not as they were left, and files of other versions. */
class DamageTest {
    @TempDir
    private Path common;

    private Path file;

    @BeforeEach
    void keepARun() {
        file = JournalFile.in(common).path();
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            Sample.everyType().forEach(journal::append);
        }
    }

    @Nested
    @Tag("F47")
    class Damaged {
        @ParameterizedTest
        @ValueSource(ints = {50, 100, 4095, 4096, 8192, 12_345})
        void aTruncatedFileIsRefusedAndLeftAsItIs(int length) throws IOException {
            byte[] rest = Arrays.copyOf(Files.readAllBytes(file), length);
            Files.write(file, rest);

            assertRefused("damaged");
            assertThat(file).hasBinaryContent(rest);
        }

        @Test
        void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
            Files.writeString(file, "not a database ".repeat(1000));

            assertRefused("damaged");
            assertThat(file).hasContent("not a database ".repeat(1000));
        }

        @Test
        void theDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
            Files.delete(file);
            Files.createFile(file);
            change("CREATE TABLE mine (x)");
            byte[] foreign = Files.readAllBytes(file);

            assertRefused("another program");
            assertThat(file).hasBinaryContent(foreign);
        }

        @Test
        void aFlippedBitIsNeverTakenForWhatHappened() throws IOException {
            byte[] sound = Files.readAllBytes(file);
            Random random = new Random(47);
            int refused = 0;
            for (int round = 0; round < 150; round++) {
                byte[] damaged = sound.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                try (SqliteJournal journal = SqliteJournal.open(common)) {
                    assertThat(journal.events(Sample.RUN)).isEqualTo(Sample.everyType());
                } catch (CouncilException e) {
                    refused++;
                }
            }
            assertThat(refused).isGreaterThan(15);
        }

        @Test
        void aFlippedBitInAnEventIsFoundWhenItIsRead() throws Exception {
            change("UPDATE event SET body = replace(body, '0.4200', '0.4300') WHERE type = 'agent_spending'");

            try (SqliteJournal journal = SqliteJournal.open(common)) {
                assertThatThrownBy(() -> journal.events(Sample.RUN))
                        .isInstanceOfSatisfying(
                                CouncilException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.INTERNAL))
                        .hasMessageContaining("event 6 is not as it was written");
            }
            assertThatThrownBy(() -> History.of(common).events(Sample.RUN)).hasMessageContaining("event 6");
        }

        @Test
        void aNewerSchemaIsNeitherWrittenNorRead() throws Exception {
            change("PRAGMA user_version = 99");
            byte[] newer = Files.readAllBytes(file);

            assertRefused("version 99");
            assertThatThrownBy(() -> History.of(common).runs(1)).hasMessageContaining("version 99");
            assertThat(file).hasBinaryContent(newer);
        }

        private void assertRefused(String words) {
            assertThatThrownBy(() -> SqliteJournal.open(common))
                    .isInstanceOfSatisfying(
                            CouncilException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENVIRONMENT))
                    .hasMessageContaining(words)
                    .hasMessageContaining(file.toString());
        }
    }

    @Nested
    @Tag("F53")
    class OfAnotherVersion {
        private static final int NEXT = Sample.everyType().size() + 1;

        @Test
        void anEventOfAnUnknownTypeIsLeftOutAndNamed() throws Exception {
            String body = "{\"schema\":\"council.event/1\",\"type\":\"moon_risen\",\"runId\":\"" + Sample.RUN
                    + "\",\"sequence\":" + NEXT + ",\"time\":\"2026-11-21T09:30:13Z\"}";
            insert(NEXT, "moon_risen", body);

            assertThat(History.of(common).events(Sample.RUN)).isEqualTo(Sample.everyType());
            assertThat(History.of(common).leftOut(Sample.RUN)).containsExactly("moon_risen");
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                assertThat(journal.events(Sample.RUN)).isEqualTo(Sample.everyType());
            }
        }

        @Test
        void aFieldThatIsNotKnownIsIgnored() throws Exception {
            insert(
                    NEXT,
                    "retry_due",
                    "{\"type\":\"retry_due\",\"runId\":\"" + Sample.RUN
                            + "\",\"sequence\":" + NEXT
                            + ",\"time\":\"2026-11-21T09:30:13Z\",\"agent\":\"claude\",\"attempt\":3,"
                            + "\"mood\":\"good\"}");

            List<CouncilEvent> events = new ArrayList<>(History.of(common).events(Sample.RUN));
            assertThat(events.get(NEXT - 1)).isInstanceOf(CouncilEvent.RetryDue.class);
        }

        @Test
        void aKnownEventThatCannotBeReadIsAnError() throws Exception {
            insert(NEXT, "retry_due", "{\"type\":\"retry_due\",\"sequence\":" + NEXT + ",\"attempt\":\"many\"}");

            assertThatThrownBy(() -> History.of(common).events(Sample.RUN))
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining("event " + NEXT);
        }

        private void insert(long sequence, String type, String body) throws SQLException {
            try (Connection connection = Connections.forWriting(file)) {
                Rows.change(
                        connection,
                        "INSERT INTO event (run, sequence, time, type, body, checksum) VALUES (?, ?, '', ?, ?, ?)",
                        Sample.RUN,
                        sequence,
                        type,
                        body,
                        EventRows.checksum(sequence, body));
            }
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = Connections.forWriting(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
