package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult.KnownCost;
import io.clicouncil.result.RunStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of runs. */
class HistoryTest {
    private static final String OLD = "20261101-000000-aaaa";
    private static final String ENDED = "20261121-093012-k3f9";
    private static final String OPEN = "20261121-093013-k3fa";

    @TempDir
    private Path common;

    private History history;

    @BeforeEach
    void look() {
        history = History.of(common);
    }

    private void keepThreeRuns() {
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            journal.append(Sample.started(ENDED, Sample.START));
            journal.append(Sample.spending(ENDED, 2));
            journal.append(Sample.finished(ENDED, 3));
            journal.append(Sample.started(OPEN, Sample.START.plusMillis(500)));
            journal.append(Sample.started(OLD, Sample.START.minus(Duration.ofDays(20))));
            journal.append(Sample.finished(OLD, 2));
        }
    }

    @Nested
    class WithoutAJournal {
        @Test
        void isEmptyAndMakesNothing() throws IOException {
            assertThat(history.runs(10)).isEmpty();
            assertThat(history.events(ENDED)).isEmpty();
            assertThat(history.leftOut(ENDED)).isEmpty();
            assertThat(history.result(ENDED)).isNull();
            assertThat(history.prune(Sample.START, id -> true)).isEmpty();
            assertThatThrownBy(() -> history.find("latest")).hasMessageContaining("no run yet");
            assertThat(common).isEmptyDirectory();
        }

        @Test
        void isEmptyWhereItsFirstCouncilDiedBeforeItWroteAnything() throws IOException {
            Files.createDirectory(common.resolve("council"));
            Files.createFile(common.resolve("council/journal.db"));

            assertThat(history.runs(10)).isEmpty();
        }
    }

    @Nested
    class Runs {
        @BeforeEach
        void keep() {
            keepThreeRuns();
        }

        @Test
        void areListedTheNewestFirst() {
            assertThat(history.runs(10)).extracting(RunEntry::id).containsExactly(OPEN, ENDED, OLD);
            assertThat(history.runs(1)).extracting(RunEntry::id).containsExactly(OPEN);
        }

        @Test
        void areToldOneByOneAsWell() {
            assertThat(history.run(ENDED)).isEqualTo(history.runs(3).get(1));
            assertThat(history.run("nobody")).isNull();
        }

        @Test
        void tellHowTheyEnded() {
            assertThat(history.runs(3).get(1))
                    .isEqualTo(new RunEntry(
                            ENDED,
                            Sample.START,
                            Sample.START.plusNanos(3_000_003),
                            RunStatus.WINNER,
                            "accept ISO weeks",
                            Sample.BASE,
                            "main",
                            List.of("claude"),
                            "claude",
                            new KnownCost(new BigDecimal("0.4200"), 0)));
            assertThat(history.result(ENDED))
                    .isEqualTo(Sample.finished(ENDED, 3).result());
        }

        @Test
        void haveNoEndUntilTheyEnd() {
            RunEntry open = history.runs(1).get(0);

            assertThat(open.status()).isNull();
            assertThat(open.ended()).isNull();
            assertThat(history.result(OPEN)).isNull();
        }

        @Test
        void tellWithoutAnEndWhatTheyHaveCostSoFar() {
            assertThat(history.runs(1).get(0).cost()).isNull();
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                journal.append(Sample.spending(OPEN, 2));
                journal.append(Sample.attempted(OPEN, 3, 1));
                journal.append(Sample.attempted(OPEN, 4, 2));
            }

            KnownCost twice = new KnownCost(new BigDecimal("0.8400"), 0);
            assertThat(history.runs(1).get(0).cost()).isEqualTo(twice);
            assertThat(Objects.requireNonNull(history.run(OPEN)).cost()).isEqualTo(twice);
            assertThat(history.runs(3).get(1).cost()).isEqualTo(new KnownCost(new BigDecimal("0.4200"), 0));
        }

        @Test
        void haveNoEndAgainWhenSomebodyGoesOnWithThem() {
            try (SqliteJournal journal = SqliteJournal.open(common)) {
                journal.append(Sample.spending(ENDED, 4));
            }
            RunEntry resumed = history.runs(3).get(1);
            assertThat(resumed.status()).isNull();
            assertThat(resumed.winner()).isNull();

            try (SqliteJournal journal = SqliteJournal.open(common)) {
                journal.append(Sample.finished(ENDED, 5));
            }
            assertThat(history.runs(3).get(1).status()).isEqualTo(RunStatus.WINNER);
            assertThat(history.events(ENDED)).hasSize(5);
        }

        @Test
        void makeADocumentOfThePublishedShape() throws IOException {
            String document = Json.pretty(HistoryJson.document(history.runs(10), OPEN::equals));

            String schema = Files.readString(Path.of("..", "docs", "schema", "history.schema.json"));
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema, InputFormat.JSON)
                            .validate(document, InputFormat.JSON))
                    .as(document)
                    .isEmpty();
            assertThat(document).containsOnlyOnce("\"alive\" : true").contains("\"known\" : \"0.4200\"");
        }
    }

    @Nested
    class Finding {
        @BeforeEach
        void keep() {
            keepThreeRuns();
        }

        @Test
        void takesAnIdItsBeginningOrTheWordForTheNewest() {
            assertThat(history.find(ENDED)).isEqualTo(ENDED);
            assertThat(history.find("20261101")).isEqualTo(OLD);
            assertThat(history.find("latest")).isEqualTo(OPEN);
        }

        @Test
        void namesWhatIsNearWhereThereIsNone() {
            assertThatThrownBy(() -> history.find("20261121-093012-k3f8"))
                    .isInstanceOfSatisfying(
                            CouncilException.class,
                            e -> assertThat(e.reason()).isEqualTo(CouncilException.Reason.USAGE))
                    .hasMessageContaining("did you mean '" + ENDED + "'?");
            assertThatThrownBy(() -> history.find("zz")).hasMessageContaining("the newest are " + OPEN);
        }

        @Test
        void listsWhatIsMeantWhereThereAreSeveral() {
            assertThatThrownBy(() -> history.find("20261121-0930"))
                    .hasMessageContaining(OPEN + ", " + ENDED)
                    .hasMessageNotContaining(OLD);
        }
    }

    @Nested
    class Pruning {
        @BeforeEach
        void keep() {
            keepThreeRuns();
        }

        @Test
        void forgetsOldRunsThatHaveEndedWithTheirEvents() {
            assertThat(history.prune(Sample.START.plusSeconds(60), id -> true)).containsExactly(OLD, ENDED);
            assertThat(history.runs(10)).extracting(RunEntry::id).containsExactly(OPEN);
            assertThat(history.events(OLD)).isEmpty();
            assertThat(history.events(OPEN)).hasSize(1);
        }

        @Test
        void keepsWhatIsYoungAndWhatMayNotGo() {
            assertThat(history.prune(Sample.START, id -> false)).isEmpty();
            List<String> asked = new ArrayList<>();
            assertThat(history.prune(Sample.START, asked::add)).containsExactly(OLD);
            assertThat(asked).containsExactly(OLD);
            assertThat(history.runs(10)).hasSize(2);
        }
    }
}
