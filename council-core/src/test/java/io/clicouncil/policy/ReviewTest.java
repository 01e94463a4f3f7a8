package io.clicouncil.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReviewTest {
    private static final String KEY = "not-a-real-key";
    private static final ChangePolicy POLICY = new ChangePolicy(
            new ScopeRules(List.of("deploy/**"), 10, 2), SecretRules.of(List.of(Map.of("FAKE_KEY", KEY))));

    private final Review review = POLICY.review();

    @Test
    void findsNothingInASmallChange() {
        review.adds("a.txt", 1, "one\ntwo\n");
        assertThat(review.breaches(2, 10)).isEmpty();
    }

    @Test
    void allowsEverythingWithoutAPolicy() {
        Review free = ChangePolicy.NONE.review();
        free.adds("a.txt", 1, KEY);
        assertThat(free.breaches(1_000, 1_000_000)).isEmpty();
    }

    @Test
    void namesTheForbiddenPaths() {
        List.of("g", "f", "e", "d", "c", "b", "a").forEach(review::touchesForbidden);
        assertThat(review.breaches(1, 1)).containsExactly("it touches what is forbidden: a, b, c, d, e and 2 more");
    }

    @Test
    void saysHowMuchIsTooMuch() {
        assertThat(review.breaches(3, 11))
                .containsExactly(
                        "it touches 3 files and may touch 2 (limits.changedFiles)",
                        "it changes 11 lines and may change 10 (limits.changedLines)");
    }

    @Test
    void refusesALimitOfNothing() {
        assertThatThrownBy(() -> new ScopeRules(List.of(), 0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScopeRules(List.of(), null, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class ASecret {
        @Test
        void isNamedByItsPlaceAndNeverItself() {
            review.adds("a.txt", 7, "one\ntwo = " + KEY + "\n\n" + KEY);
            assertThat(review.breaches(1, 1))
                    .containsExactly("it adds a secret: the value of FAKE_KEY in line 8 of a.txt,"
                            + " the value of FAKE_KEY in line 10 of a.txt");
        }

        @Test
        void isToldOnceForALine() {
            String token = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789";
            review.adds("a.txt", 1, KEY + " " + token + "\n" + token);
            assertThat(review.breaches(1, 1))
                    .containsExactly("it adds a secret: the value of FAKE_KEY in line 1 of a.txt,"
                            + " a GitHub token in line 2 of a.txt");
        }

        @Test
        void isFoundWhereThereAreNoLines() {
            review.holds("a.bin", "\0" + KEY + "\0");
            assertThat(review.breaches(1, 1)).containsExactly("it adds a secret: the value of FAKE_KEY in a.bin");
        }

        @Test
        void mayMoveToAnotherFile() {
            review.adds("b.txt", 1, "  " + KEY + "\n");
            review.removes(KEY + "\n");
            assertThat(review.breaches(1, 1)).isEmpty();
        }

        @Test
        void isFoundBesideOneThatHasMoved() {
            String old = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789";
            review.removes(old);
            review.adds("a.txt", 1, old + " " + KEY);
            assertThat(review.breaches(1, 1))
                    .containsExactly("it adds a secret: the value of FAKE_KEY in line 1 of a.txt");
        }
    }
}
