package io.clicouncil.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Account SHARED = Account.of("fake", "fake", Map.of());
    private static final Member ONE = new Member("one", "fake", null, SHARED);
    private static final Member TWO = new Member("two", "fake", "large", SHARED);
    private static final Member STRANGER =
            new Member("stranger", "fake", null, Account.of("fake", "fake", Map.of("FAKE_KEY", "fake-key")));

    @TempDir
    Path folder;

    private Accounts accounts;

    @BeforeEach
    void open() {
        accounts = Accounts.in(folder.resolve("limits.json"), ZoneOffset.UTC);
    }

    @Nested
    class LimitsOfAnAccount {
        @Test
        void holdBackAllItsAgentsAndNoOther() {
            ended(ONE, limited(FailureKind.RATE_LIMITED, Duration.ofHours(3)), NOON);

            Admission wait = new Admission.Wait(
                    Duration.ofHours(2), FailureKind.RATE_LIMITED, "its account is limited until 15:00");
            assertThat(ask(ONE, NOON.plus(Duration.ofHours(1)))).isEqualTo(wait);
            assertThat(ask(TWO, NOON.plus(Duration.ofHours(1)))).isEqualTo(wait);
            assertThat(ask(STRANGER, NOON)).isEqualTo(Admission.FREE);
        }

        @Test
        void endAtTheTimeThatWasNamed() {
            ended(ONE, limited(FailureKind.RATE_LIMITED, Duration.ofHours(3)), NOON);

            assertThat(ask(TWO, NOON.plus(Duration.ofHours(3)).minusMillis(1))).isInstanceOf(Admission.Wait.class);
            assertThat(ask(TWO, NOON.plus(Duration.ofHours(3)))).isEqualTo(Admission.FREE);
        }

        @Test
        void nameTheDayWhereItIsAnother() {
            ended(ONE, limited(FailureKind.QUOTA, Duration.ofDays(2)), NOON);

            assertThat(ask(TWO, NOON))
                    .isEqualTo(new Admission.Wait(
                            Duration.ofDays(2), FailureKind.QUOTA, "its account is limited until 2026-03-03 12:00"));
        }

        @Test
        void areNotShortenedByAnAnswerThatCameLater() {
            ended(ONE, limited(FailureKind.RATE_LIMITED, Duration.ofHours(3)), NOON);
            ended(TWO, limited(FailureKind.RATE_LIMITED, Duration.ofMinutes(1)), NOON);

            assertThat(ask(ONE, NOON))
                    .isInstanceOfSatisfying(
                            Admission.Wait.class,
                            wait -> assertThat(wait.delay()).isEqualTo(Duration.ofHours(3)));
        }

        @Test
        void areBelievedForNoMoreThanEightDays() {
            ended(ONE, limited(FailureKind.RATE_LIMITED, Duration.ofDays(300)), NOON);

            assertThat(ask(ONE, NOON))
                    .isInstanceOfSatisfying(
                            Admission.Wait.class,
                            wait -> assertThat(wait.delay()).isEqualTo(Duration.ofDays(8)));
        }

        @Test
        void areKnownOnlyWhereATimeIsNamed() {
            ended(ONE, Failure.of(FailureKind.RATE_LIMITED, "later"), NOON);
            ended(ONE, Failure.of(FailureKind.OVERLOADED, "busy").retryAfter(Duration.ofHours(1)), NOON);

            assertThat(ask(TWO, NOON)).isEqualTo(Admission.FREE);
        }
    }

    @Nested
    class AnAgentThatOnlyFails {
        @ParameterizedTest
        @EnumSource(
                value = FailureKind.class,
                names = {"AUTH", "QUOTA", "NETWORK", "OVERLOADED", "CRASHED", "BAD_OUTPUT"})
        void isLeftOutAfterTheFifthFailureInARow(FailureKind kind) {
            fail(ONE, kind, 4);
            assertThat(ask(ONE, NOON)).isEqualTo(Admission.FREE);
            fail(ONE, kind, 1);

            assertThat(ask(ONE, NOON)).isInstanceOf(Admission.Refused.class);
            assertThat(ask(TWO, NOON)).isEqualTo(Admission.FREE);
        }

        @ParameterizedTest
        @EnumSource(
                value = FailureKind.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"AUTH", "QUOTA", "NETWORK", "OVERLOADED", "CRASHED", "BAD_OUTPUT"})
        void isNotLeftOutForWhatSaysNothingOfIt(FailureKind kind) {
            fail(ONE, kind, 20);

            assertThat(ask(ONE, NOON)).isEqualTo(Admission.FREE);
        }

        @Test
        void isNotLeftOutForACrashThatWasNoFaultOfItsOwn() {
            for (int i = 0; i < 20; i++) {
                ended(ONE, new Failure(FailureKind.CRASHED, "its supervisor was killed", true, null), NOON);
            }

            assertThat(ask(ONE, NOON)).isEqualTo(Admission.FREE);
        }

        @Test
        void saysWhyUntilWhenAndWhatToDo() {
            fail(ONE, FailureKind.NETWORK, 4);
            fail(ONE, FailureKind.AUTH, 1);

            assertThat(ask(ONE, NOON))
                    .isEqualTo(
                            new Admission.Refused(
                                    "its last 5 attempts failed, the last as AUTH, which a person has to"
                                            + " mend; it is tried out from 12:10 on, or at once after `council doctor --forget-limits`"));
        }

        @Test
        void beginsAtZeroAfterASuccess() {
            fail(ONE, FailureKind.CRASHED, 4);
            ended(ONE, null, NOON);
            fail(ONE, FailureKind.CRASHED, 4);

            assertThat(ask(ONE, NOON)).isEqualTo(Admission.FREE);
        }

        @Test
        void keepsItsCountThroughATimeOut() {
            fail(ONE, FailureKind.CRASHED, 4);
            fail(ONE, FailureKind.TIMED_OUT, 1);
            fail(ONE, FailureKind.CRASHED, 1);

            assertThat(ask(ONE, NOON)).isInstanceOf(Admission.Refused.class);
        }

        @Test
        void isAnotherOneWithANewKey() {
            fail(ONE, FailureKind.AUTH, 5);

            assertThat(ask(new Member("one", "fake", null, STRANGER.account()), NOON))
                    .isEqualTo(Admission.FREE);
        }

        @Test
        void isTriedOutByOneAttemptAfterTenMinutes() {
            fail(ONE, FailureKind.NETWORK, 5);
            Instant rested = NOON.plus(Duration.ofMinutes(10));

            assertThat(ask(ONE, rested.minusMillis(1))).isInstanceOf(Admission.Refused.class);
            assertThat(ask(ONE, rested.plusMillis(1))).isEqualTo(Admission.FREE);
            assertThat(ask(ONE, rested.plusSeconds(1)))
                    .isEqualTo(
                            new Admission.Refused("its last 5 attempts failed, the last as NETWORK; an attempt tries it"
                                    + " out now, or at once after `council doctor --forget-limits`"));
        }

        @Test
        void isAskedAgainWhereThatAttemptSucceeds() {
            Instant rested = triedOut();

            ended(ONE, null, rested);

            assertThat(ask(ONE, rested)).isEqualTo(Admission.FREE);
            assertThat(ask(ONE, rested)).isEqualTo(Admission.FREE);
        }

        @Test
        void restsAgainWhereThatAttemptFails() {
            Instant rested = triedOut();

            ended(ONE, Failure.of(FailureKind.CRASHED, ""), rested.plusSeconds(60));

            assertThat(ask(ONE, rested.plusSeconds(60).plus(Breaker.REST).minusSeconds(1)))
                    .isInstanceOf(Admission.Refused.class);
            assertThat(ask(ONE, rested.plusSeconds(61).plus(Breaker.REST))).isEqualTo(Admission.FREE);
        }

        @Test
        void isTriedOutByTheNextWhereThatAttemptSaysNothing() {
            Instant rested = triedOut();

            ended(ONE, Failure.of(FailureKind.CANCELLED, "stopped"), rested);

            assertThat(ask(ONE, rested.plusSeconds(1))).isEqualTo(Admission.FREE);
            assertThat(ask(ONE, rested.plusSeconds(1))).isInstanceOf(Admission.Refused.class);
        }

        @Test
        void isTriedOutAgainWhereNobodyTellsHowThatAttemptEnded() {
            Instant rested = triedOut();

            assertThat(ask(ONE, rested.plus(Breaker.REST).minusSeconds(1))).isInstanceOf(Admission.Refused.class);
            assertThat(ask(ONE, rested.plus(Breaker.REST).plusSeconds(1))).isEqualTo(Admission.FREE);
        }

        @Test
        void restsNoLongerForAttemptsThatWereUnderWay() {
            fail(ONE, FailureKind.NETWORK, 5);

            ended(ONE, Failure.of(FailureKind.NETWORK, ""), NOON.plusSeconds(500));

            assertThat(ask(ONE, NOON.plusSeconds(601))).isEqualTo(Admission.FREE);
        }

        private Instant triedOut() {
            fail(ONE, FailureKind.NETWORK, 5);
            Instant rested = NOON.plus(Breaker.REST).plusSeconds(1);
            assertThat(ask(ONE, rested)).isEqualTo(Admission.FREE);
            return rested;
        }
    }

    @Test
    void listsWhatIsNotAskedAndForgetsIt() {
        ended(TWO, limited(FailureKind.RATE_LIMITED, Duration.ofHours(3)), NOON);
        fail(ONE, FailureKind.CRASHED, 5);
        fail(STRANGER, FailureKind.CRASHED, 4);

        assertThat(accounts.closed(NOON).block())
                .containsExactly(
                        new Accounts.Closed("account of fake", "its account is limited until 15:00"),
                        new Accounts.Closed(
                                "agent one",
                                "its last 5 attempts failed, the last as CRASHED; it is tried out from 12:10 on, or at"
                                        + " once after `council doctor --forget-limits`"));
        accounts.forget(NOON).block();
        assertThat(accounts.closed(NOON).block()).isEmpty();
        assertThat(ask(ONE, NOON)).isEqualTo(Admission.FREE);
    }

    private Admission ask(Member member, Instant now) {
        return Objects.requireNonNull(accounts.ask(member, now).block());
    }

    private void ended(Member member, @Nullable Failure failure, Instant now) {
        accounts.ended(member, failure, now).block();
    }

    private void fail(Member member, FailureKind kind, int times) {
        for (int i = 0; i < times; i++) {
            ended(member, Failure.of(kind, ""), NOON);
        }
    }

    private static Failure limited(FailureKind kind, Duration wait) {
        return Failure.of(kind, "limit reached").retryAfter(wait);
    }
}
