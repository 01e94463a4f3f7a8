package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.journal.Journal.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only, or gone. */
class DiskTest {
    @TempDir
    private Path folder;

    @Nested
    @Tag("F41")
    class Full {
        @Test
        void isAnErrorWhereThereIsNoReserveAndWhatWasKeptStays() throws IOException {
            try (Tmpfs disk = Tmpfs.mount(folder, "size=3m");
                    SqliteJournal journal = SqliteJournal.open(disk.folder())) {
                assertThat(reserve(disk)).doesNotExist();
                journal.append(Sample.started(Sample.RUN, Sample.START));
                disk.fill();

                long kept = appendUntilItFails(journal);

                assertThat(journal.events(Sample.RUN)).hasSize((int) kept);
                assertThat(History.of(disk.folder()).events(Sample.RUN)).hasSize((int) kept);

                disk.empty();
                assertThat(journal.append(Sample.spending(Sample.RUN, kept + 1)))
                        .isEqualTo(Kept.SAFELY);
                assertThat(journal.events(Sample.RUN)).hasSize((int) kept + 1);
            }
        }

        @Test
        void freesTheReserveAndSaysSo() throws IOException {
            try (Tmpfs disk = Tmpfs.mount(folder, "size=24m")) {
                try (SqliteJournal journal = SqliteJournal.open(disk.folder())) {
                    assertThat(reserve(disk)).hasSize(Reserve.BYTES);
                    journal.append(Sample.started(Sample.RUN, Sample.START));
                    disk.fill();

                    long sequence = 2;
                    while (journal.append(Sample.spending(Sample.RUN, sequence)) == Kept.SAFELY) {
                        sequence++;
                    }
                    assertThat(reserve(disk)).doesNotExist();
                    for (int more = 0; more < 1000; more++) {
                        assertThat(journal.append(Sample.spending(Sample.RUN, ++sequence)))
                                .isEqualTo(Kept.ON_RESERVE);
                    }
                    assertThat(journal.events(Sample.RUN)).hasSize((int) sequence);
                }
                disk.empty();
                SqliteJournal.open(disk.folder()).close();
                assertThat(reserve(disk)).hasSize(Reserve.BYTES);
            }
        }

        @Test
        void isAnErrorBeforeARunWhereNothingIsThereYet() throws IOException {
            try (Tmpfs disk = Tmpfs.mount(folder, "size=3m")) {
                disk.fill();

                assertRefused(() -> SqliteJournal.open(disk.folder()), Reason.ENVIRONMENT, "space");
            }
        }

        @Test
        void isNoObstacleToReading() throws IOException {
            try (Tmpfs disk = Tmpfs.mount(folder, "size=3m")) {
                try (SqliteJournal journal = SqliteJournal.open(disk.folder())) {
                    journal.append(Sample.started(Sample.RUN, Sample.START));
                }
                disk.fill();

                assertThat(History.of(disk.folder()).events(Sample.RUN)).hasSize(1);
            }
        }

        private long appendUntilItFails(SqliteJournal journal) {
            long sequence = 1;
            try {
                while (sequence < 100_000) {
                    journal.append(Sample.spending(Sample.RUN, sequence + 1));
                    sequence++;
                }
            } catch (CouncilException e) {
                assertThat(e.reason()).isEqualTo(Reason.INTERNAL);
                assertThat(e).hasMessageContaining("no space left").hasMessageContaining("free some");
                return sequence;
            }
            throw new AssertionError("the disk never filled");
        }

        private static Path reserve(Tmpfs disk) {
            return disk.folder().resolve("council/reserve");
        }
    }

    @Nested
    @Tag("F43")
    class ReadOnly {
        @Test
        void refusesToBeginAJournal() throws IOException {
            onReadOnlyDisk(disk -> {}, disk -> {
                assertRefused(() -> SqliteJournal.open(disk), Reason.ENVIRONMENT, "yours to write");
                assertThat(disk).isEmptyDirectory();
            });
        }

        @Test
        void refusesToGoOnButReads() throws IOException {
            onReadOnlyDisk(
                    disk -> {
                        try (SqliteJournal journal = SqliteJournal.open(disk)) {
                            journal.append(Sample.started(Sample.RUN, Sample.START));
                        }
                    },
                    disk -> {
                        assertRefused(() -> SqliteJournal.open(disk), Reason.ENVIRONMENT, "yours to write");
                        assertThat(History.of(disk).events(Sample.RUN)).hasSize(1);
                    });
        }

        private void onReadOnlyDisk(Consumer<Path> before, Consumer<Path> then) throws IOException {
            try (Tmpfs disk = Tmpfs.mount(folder, "size=24m")) {
                before.accept(disk.folder());
                disk.makeReadOnly();
                then.accept(disk.folder());
            }
        }
    }

    @Nested
    @Tag("F43")
    class Gone {
        @Test
        void isAnErrorAtTheNextEventAndAtEachAfterIt() throws IOException {
            try (SqliteJournal journal = SqliteJournal.open(folder)) {
                journal.append(Sample.started(Sample.RUN, Sample.START));
                try (var files = Files.list(folder.resolve("council"))) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder.resolve("council"));

                for (int sequence = 2; sequence < 5; sequence++) {
                    long next = sequence;
                    assertRefused(
                            () -> journal.append(Sample.spending(Sample.RUN, next)), Reason.INTERNAL, "was removed");
                }
                assertThat(folder.resolve("council")).doesNotExist();
            }
        }

        @Test
        void isAnErrorWhereAnotherFileTookItsPlace() throws IOException {
            try (SqliteJournal journal = SqliteJournal.open(folder)) {
                journal.append(Sample.started(Sample.RUN, Sample.START));
                Path file = folder.resolve("council/journal.db");
                Files.move(file, folder.resolve("elsewhere"));
                Files.createFile(file);

                assertRefused(() -> journal.append(Sample.spending(Sample.RUN, 2)), Reason.INTERNAL, "replaced");
            }
        }

        @Test
        void isAnErrorWhereTheFolderIsAFile() throws IOException {
            Files.createFile(folder.resolve("council"));

            assertRefused(() -> SqliteJournal.open(folder), Reason.ENVIRONMENT, "journal.db");
        }
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CouncilException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }
}
