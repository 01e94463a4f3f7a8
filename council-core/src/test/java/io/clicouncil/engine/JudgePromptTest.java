package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgePromptTest {

    @Nested
    class TheOrder {
        private final List<String> three = List.of("claude", "codex", "gemini");

        @Test
        void isTheSameWheneverTheRunIsGoneOnWith() {
            assertThat(JudgePrompt.shuffled("20261121-093012-k3f9", three))
                    .isEqualTo(JudgePrompt.shuffled("20261121-093012-k3f9", three))
                    .containsExactlyInAnyOrderElementsOf(three);
        }

        @Test
        void putsEachInEachPlaceAboutAsOftenAsTheOthersOverManyRuns() {
            Map<List<String>, Long> orders = IntStream.range(0, 600)
                    .mapToObj(run -> "20261121-093012-" + Integer.toString(40_000 + run * 7, 36))
                    .map(run -> JudgePrompt.shuffled(run, three))
                    .collect(Collectors.groupingBy(order -> order, Collectors.counting()));

            assertThat(orders).hasSize(6);
            assertThat(orders.values()).allSatisfy(often -> assertThat(often).isBetween(60L, 140L));
        }
    }

    @Nested
    class TheQuestion {
        @Test
        void showsTheTaskAndEachDiffByItsLetter() {
            assertThat(JudgePrompt.of("\nmend it\n", List.of("-a\n+b\n\n", "-a\n+c\n")))
                    .contains("""
                            === The task ===

                            mend it

                            === Change A ===

                            -a
                            +b

                            === Change B ===

                            -a
                            +c

                            === Your answer ===
                            """)
                    .doesNotContain("Change C")
                    .endsWith("\nBEST: <letter>\n");
        }

        @Test
        void answersNothingItself() {
            assertThat(JudgePrompt.answer(JudgePrompt.of("mend it", List.of("-a", "-b")), 2))
                    .isEmpty();
        }
    }

    @Nested
    class TheAnswer {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "BEST: B",
                    "They differ.\n\nBEST: B\n",
                    "**BEST: B**",
                    "**BEST:** B",
                    "BEST: `B`.",
                    "BEST:B",
                    "BEST: A is what I thought at first.\nBEST: B",
                    "BEST: Z\nBEST: B"
                })
        void isTheLetterThatIsNamedLast(String said) {
            assertThat(JudgePrompt.answer(said, 2)).hasValue(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "B",
                    "B is the best.",
                    "BEST: <letter>",
                    "BEST: neither",
                    "BEST: Both",
                    "BEST: C",
                    "BEST: A\nBEST: Z",
                    "THEBEST: A"
                })
        void isNothingWhereItNamesNoneOfThem(String said) {
            assertThat(JudgePrompt.answer(said, 2)).isEmpty();
        }

        @Test
        void reachesAsFarAsThereAreLetters() {
            assertThat(JudgePrompt.answer("BEST: Z", JudgePrompt.MOST)).hasValue(25);
        }
    }
}
