package io.clicouncil.verify.report;

import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds tests by the name that a person gives them: the whole name as the report says it, or a tail of it. A name without
 * arguments stands for every invocation of a test with arguments, {@code Sums.adds} for {@code Sums.adds(int)[1]}.
 *
 * @since 0.1
 */
public final class TestNames {
    private static final String NO_ARGUMENTS = "()";
    private static final Pattern INVOCATION =
            Pattern.compile("(?s)(.*?[\\p{L}\\p{N}_$])(?:\\([^()]*\\))?(?:\\[.*\\])?");

    private TestNames() {}

    /**
     * The tests that a name stands for.
     *
     * @param tests their whole names, sorted; empty where there is none
     * @param unique whether they are one test, with all its invocations
     * @since 0.1
     */
    public record Match(List<String> tests, boolean unique) {
        /** Takes a copy. */
        public Match {
            tests = List.copyOf(tests);
        }
    }

    /** The tests among these that a name stands for: those of exactly this name, or else those that it is a tail of. */
    public static Match find(String wanted, Collection<String> names) {
        String name = withoutEmptyArguments(wanted.strip());
        List<String> exact = matching(name, names, String::equals);
        List<String> found = exact.isEmpty() ? matching(name, names, TestNames::isTail) : exact;
        return new Match(found, found.stream().map(TestNames::method).distinct().count() == 1);
    }

    private static List<String> matching(String wanted, Collection<String> names, BiPredicate<String, String> rule) {
        return names.stream()
                .filter(name -> rule.test(name, wanted) || rule.test(method(name), wanted))
                .sorted()
                .toList();
    }

    /** A tail begins where a word begins: {@code Test.adds} is none of {@code SumsTest.adds}. */
    private static boolean isTail(String name, String tail) {
        if (tail.isEmpty() || !name.endsWith(tail)) {
            return false;
        }
        int start = name.length() - tail.length();
        return start == 0 || !isWord(name.charAt(start - 1)) || !isWord(tail.charAt(0));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** Gradle writes {@code adds()} where Surefire writes {@code adds}. */
    static String withoutEmptyArguments(String name) {
        return name.endsWith(NO_ARGUMENTS) ? name.substring(0, name.length() - NO_ARGUMENTS.length()) : name;
    }

    private static String method(String name) {
        Matcher invocation = INVOCATION.matcher(name);
        return invocation.matches() ? invocation.group(1) : name;
    }
}
