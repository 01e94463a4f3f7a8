package io.clicouncil.adapters.process;

import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a command ended, as its supervisor wrote it.
 *
 * @param exitCode the exit code as a shell gives it
 * @param ending what ended it
 * @param message why, for a person; empty where it ended by itself
 * @param cpuTime how long the tree computed, as far as it was waited for
 */
record Outcome(int exitCode, Ending ending, String message, Duration cpuTime) {
    /** The reasons for which a council ends a command. */
    private static final Set<Ending> WISHES = Set.of(Ending.STOPPED, Ending.TIMED_OUT, Ending.STALLED, Ending.EXCEEDED);

    /** What {@code times} prints, which is the time of the shell itself and then that of its children. */
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})m(\\d{1,2}(?:\\.\\d{1,9})?)s");

    private static final int CODE = 0;
    private static final int HOW = 1;
    private static final int WISH = 2;
    private static final int MESSAGE = 3;

    /**
     * Why a council wants a command to end.
     *
     * @param ending how it then ends
     * @param message which limit it passed, in one line
     */
    record Wish(Ending ending, String message) {
        static final Wish STOP = new Wish(Ending.STOPPED, "it was stopped");

        static Wish timedOut(Duration limit) {
            return new Wish(Ending.TIMED_OUT, "it took longer than " + Durations.format(limit));
        }

        /** The same in a line that a supervisor keeps. */
        String line() {
            return (ending.name() + " " + message).strip();
        }
    }

    /**
     * Reads an exit file.
     *
     * @throws RuntimeException where it is not, or not yet, filled
     */
    static Outcome parse(String text) {
        if (text.lines().noneMatch("end"::equals)) {
            throw new IllegalArgumentException("it has no end");
        }
        String[] words = text.lines().findFirst().orElse("").strip().split(" ", MESSAGE + 1);
        int code = Integer.parseInt(words[CODE]);
        Duration cpuTime = childrensTime(text);
        return switch (words[HOW]) {
            case "exited" -> new Outcome(code, Ending.EXITED, "", cpuTime);
            case "abandoned" ->
                new Outcome(code, Ending.ABANDONED, "the council was gone for longer than its lease", cpuTime);
            default ->
                new Outcome(
                        code,
                        wished(words.length > WISH ? words[WISH] : ""),
                        words.length > MESSAGE ? words[MESSAGE] : "",
                        cpuTime);
        };
    }

    private static Ending wished(String name) {
        return WISHES.stream()
                .filter(ending -> ending.name().equals(name))
                .findFirst()
                .orElse(Ending.STOPPED);
    }

    private static Duration childrensTime(String text) {
        Matcher times = TIME.matcher(text);
        Duration sum = Duration.ZERO;
        for (int seen = 0; times.find(); seen++) {
            if (seen >= 2) {
                BigDecimal seconds = new BigDecimal(times.group(2));
                sum = sum.plusMinutes(Long.parseLong(times.group(1)))
                        .plusMillis(seconds.movePointRight(3).longValue());
            }
        }
        return sum;
    }
}
