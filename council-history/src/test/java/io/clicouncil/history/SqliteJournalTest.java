package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.journal.Journal.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal keeps, and from whom. */
class SqliteJournalTest {
    @TempDir
    private Path common;

    @Nested
    class Keeping {
        @Test
        void givesBackEveryTypeOfEventAsItWas() {
            List<CouncilEvent> all = Sample.everyType();
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                all.forEach(event -> assertThat(journal.append(event)).isEqualTo(Kept.SAFELY));
            }

            try (SqliteJournal journal = SqliteJournal.open(common)) {
                assertThat(journal.events(Sample.RUN)).isEqualTo(all);
            }
            assertThat(all).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(types());
        }

        @Test
        void knowsNothingOfARunThatNobodyBegan() {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                assertThat(journal.events("nobody")).isEmpty();
                assertThat(journal.configuration("nobody")).isNull();
            }
        }

        @Test
        void keepsTheConfigurationOfRunsThatAreBegunWithOne() {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                journal.recording("{\"a\":1}").append(Sample.started("with", Sample.START));
                journal.append(Sample.started("without", Sample.START));

                assertThat(journal.configuration("with")).isEqualTo("{\"a\":1}");
                assertThat(journal.configuration("without")).isNull();
                assertThat(journal.recording("{}").events("with")).hasSize(1);
            }
        }

        @Test
        void isReadableByItsOwnerOnly() throws IOException {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                journal.append(Sample.started(Sample.RUN, Sample.START));
                try (Stream<Path> files = Files.list(common.resolve("council"))) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith("journal.db")))
                            .hasSize(3)
                            .allSatisfy(file -> assertThat(
                                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "a?b=c", "a#b", "50%25", "a\nb", "\u00e9\u65e5", "'; DROP"})
        void livesInAFolderOfAnyName(String name) throws IOException {
            Path folder = Files.createDirectory(common.resolve(name));

            try (SqliteJournal journal = SqliteJournal.open(folder)) {
                journal.append(Sample.started(Sample.RUN, Sample.START));
            }

            assertThat(folder.resolve("council/journal.db")).isNotEmptyFile();
            assertThat(History.of(folder).events(Sample.RUN)).hasSize(1);
        }

        @RepeatedTest(20)
        void isBegunByWhoeverIsFirstWhereSeveralBeginItAtOnce() throws Exception {
            CyclicBarrier start = new CyclicBarrier(4);
            Callable<Integer> beginning = () -> {
                start.await();
                SqliteJournal.open(common).close();
                return 0;
            };

            assertThat(carryOut(Collections.nCopies(4, beginning))).containsOnly(0);
        }

        @Test
        void makesNoRepositoryWhereThereIsNone() {
            assertThatThrownBy(() -> SqliteJournal.open(common.resolve("nowhere")))
                    .isInstanceOfSatisfying(
                            CouncilException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENVIRONMENT));
            assertThat(common.resolve("nowhere")).doesNotExist();
        }
    }

    @Nested
    @Tag("F48")
    class SeveralAtOnce {
        @Test
        void appendThroughConnectionsOfTheirOwn() throws Exception {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String run = "run-" + writer;
                writers.add(() -> append(run, 50));
            }

            // No file is there yet, so they also make it at once.
            assertThat(carryOut(writers)).containsOnly(50);

            for (int writer = 0; writer < 4; writer++) {
                assertThat(History.of(common).events("run-" + writer))
                        .extracting(CouncilEvent::sequence)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 50).boxed().toList());
            }
        }

        @Test
        void appendThroughOneConnection() throws Exception {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                List<Callable<Integer>> writers = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    String run = "run-" + writer;
                    writers.add(() -> append(journal, run, 50));
                }
                assertThat(carryOut(writers)).containsOnly(50);
                assertThat(journal.events("run-3")).hasSize(50);
            }
        }

        @Test
        void areRefusedWhereTheyWorkOnOneRun() {
            try (SqliteJournal first = SqliteJournal.open(common);
                    SqliteJournal second = SqliteJournal.open(common)) {
                first.append(Sample.started(Sample.RUN, Sample.START));
                first.append(Sample.spending(Sample.RUN, 2));

                assertRefused(() -> second.append(Sample.started(Sample.RUN, Sample.START)));
                assertRefused(() -> second.append(Sample.spending(Sample.RUN, 2)));
                assertRefused(() -> second.append(Sample.spending("unknown", 1)));

                // What was refused left nothing behind, and the connection goes on.
                second.append(Sample.spending(Sample.RUN, 3));
                assertThat(first.events(Sample.RUN)).hasSize(3);
                assertThat(History.of(common).runs(10)).hasSize(1);
            }
        }

        private void assertRefused(Callable<Kept> append) {
            assertThatThrownBy(append::call).isInstanceOfSatisfying(CouncilException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.INTERNAL);
                assertThat(e).hasMessageContaining("only one council");
            });
        }

        private int append(String run, int events) {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                return append(journal, run, events);
            }
        }

        private static int append(SqliteJournal journal, String run, int events) {
            journal.append(Sample.started(run, Sample.START));
            for (int sequence = 2; sequence <= events; sequence++) {
                journal.append(Sample.spending(run, sequence));
            }
            return journal.events(run).size();
        }
    }

    private static List<Integer> carryOut(List<Callable<Integer>> writers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    private static List<Class<?>> types() {
        return Arrays.stream(CouncilEvent.class.getPermittedSubclasses())
                .flatMap(type ->
                        type.isInterface() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.<Class<?>>of(type))
                .toList();
    }
}
