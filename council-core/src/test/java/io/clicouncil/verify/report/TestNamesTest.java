package io.clicouncil.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestNamesTest {
    private static final List<String> NAMES = List.of(
            "a.FooTest.bar",
            "a.BarFooTest.baz",
            "b.FooTest.qux",
            "b.FooTest$Inner.deep",
            "a.Sums.adds(int)[1]",
            "a.Sums.adds(int)[2]",
            "tests.test_x.test_y[1-2]",
            "example.com/m.TestAdd",
            "example.com/m.TestAdd/small",
            "sums adds (fast) numbers.sums adds (fast) numbers");

    @ParameterizedTest
    @CsvSource({
        "a.FooTest.bar,            a.FooTest.bar",
        "FooTest.bar,              a.FooTest.bar",
        "bar,                      a.FooTest.bar",
        "bar(),                    a.FooTest.bar",
        "Inner.deep,               b.FooTest$Inner.deep",
        "FooTest$Inner.deep,       b.FooTest$Inner.deep",
        "test_y[1-2],              tests.test_x.test_y[1-2]",
        "test_x.test_y,            tests.test_x.test_y[1-2]",
        "TestAdd,                  example.com/m.TestAdd",
        "m.TestAdd,                example.com/m.TestAdd",
        "TestAdd/small,            example.com/m.TestAdd/small",
        "adds(int)[2],             a.Sums.adds(int)[2]",
        "sums adds (fast) numbers, sums adds (fast) numbers.sums adds (fast) numbers"
    })
    void isFoundByItsNameOrATailOfIt(String wanted, String name) {
        assertThat(TestNames.find(wanted, NAMES)).isEqualTo(new TestNames.Match(List.of(name), true));
    }

    @Test
    void withoutArgumentsStandsForEveryInvocation() {
        assertThat(TestNames.find("Sums.adds", NAMES))
                .isEqualTo(new TestNames.Match(List.of("a.Sums.adds(int)[1]", "a.Sums.adds(int)[2]"), true));
    }

    @Test
    void thatTwoTestsEndInIsNotUnique() {
        assertThat(TestNames.find("FooTest.x", List.of("a.FooTest.x", "b.FooTest.x")))
                .isEqualTo(new TestNames.Match(List.of("a.FooTest.x", "b.FooTest.x"), false));
        assertThat(TestNames.find("a.FooTest.x", List.of("a.FooTest.x", "b.a.FooTest.x")))
                .isEqualTo(new TestNames.Match(List.of("a.FooTest.x"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Test.bar", "ar", "a.FooTest", "FooTest.baz", "", " ", "ests.test_x.test_y"})
    void thatBeginsInsideAWordIsNone(String wanted) {
        assertThat(TestNames.find(wanted, NAMES)).isEqualTo(new TestNames.Match(List.of(), false));
    }
}
