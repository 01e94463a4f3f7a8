package io.clicouncil.simulation;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.strategy.Outcome;
import io.clicouncil.strategy.Outcomes;
import io.clicouncil.text.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads outcomes from a tab-separated file. Its first line names the columns {@code task}, {@code agent}, {@code passed}
 * (1 or 0) and {@code cost_usd}; a column {@code seconds} may be there, and any other is ignored.
 *
 * @since 0.1
 */
public final class OutcomeTable {
    private static final List<String> REQUIRED = List.of("task", "agent", "passed", "cost_usd");
    private static final String SECONDS = "seconds";
    private static final Map<String, Boolean> PASSED = Map.of("1", true, "true", true, "0", false, "false", false);

    /** Longer numbers are no amounts, and adding them up could take hours. */
    private static final int MOST_DIGITS = 30;

    private static final int NANO_DIGITS = 9;

    private final String shown;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private int line = 1;

    private OutcomeTable(String shown) {
        this.shown = shown;
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @param shown how errors name it
     * @throws CouncilException of reason {@code USAGE} with file and line, where it is no such table
     */
    public static Outcomes read(Path file, String shown) {
        if (Files.isDirectory(file)) {
            throw CouncilException.usage(shown + ": a directory; a file is expected");
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return new OutcomeTable(shown).read(reader);
        } catch (NoSuchFileException missing) {
            throw new CouncilException(CouncilException.Reason.USAGE, shown + ": there is no such file", missing);
        } catch (CharacterCodingException binary) {
            throw new CouncilException(CouncilException.Reason.USAGE, shown + ": not UTF-8; save it as such", binary);
        } catch (IOException unreadable) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    shown + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }

    private Outcomes read(BufferedReader reader) throws IOException {
        String header = reader.readLine();
        readHeader(header == null ? "" : header);
        List<Outcome> rows = new ArrayList<>();
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (!text.isBlank()) {
                rows.add(row(text.split("\t", -1)));
            }
        }
        if (rows.isEmpty()) {
            throw error("there is no outcome below the header");
        }
        return Outcomes.of(rows);
    }

    private void readHeader(String header) {
        String[] names = (header.startsWith("\uFEFF") ? header.substring(1) : header).split("\t", -1);
        for (int column = 0; column < names.length; column++) {
            String name = names[column].strip();
            if (columns.put(name, column) != null && (REQUIRED.contains(name) || name.equals(SECONDS))) {
                throw error("the column " + Quoted.of(name) + " is there twice");
            }
        }
        for (String name : REQUIRED) {
            if (!columns.containsKey(name)) {
                throw error("the column '" + name + "' is missing: the first line names " + String.join(", ", REQUIRED)
                        + ", with tabs between them");
            }
        }
    }

    private Outcome row(String[] cells) {
        String task = required(cells, REQUIRED.get(0));
        String agent = required(cells, REQUIRED.get(1));
        Integer first = lines.putIfAbsent(List.of(task, agent), line);
        if (first != null) {
            throw error("a second outcome of " + Quoted.of(agent) + " for " + Quoted.of(task)
                    + "; the first is in line " + first);
        }
        String passed = required(cells, REQUIRED.get(2));
        Boolean known = PASSED.get(passed);
        if (known == null) {
            throw error("'passed' is 1 or 0, not " + Quoted.of(passed));
        }
        BigDecimal cost = number("cost_usd", cell(cells, REQUIRED.get(3)));
        String seconds = cell(cells, SECONDS);
        return new Outcome(task, agent, known, cost, seconds.isEmpty() ? null : duration(seconds));
    }

    private String required(String[] cells, String column) {
        String cell = cell(cells, column);
        if (cell.isEmpty()) {
            throw error("'" + column + "' is empty");
        }
        return cell;
    }

    private String cell(String[] cells, String column) {
        Integer index = columns.get(column);
        return index == null || index >= cells.length ? "" : cells[index].strip();
    }

    private Duration duration(String seconds) {
        try {
            return Duration.ofNanos(number(SECONDS, seconds)
                    .movePointRight(NANO_DIGITS)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        } catch (ArithmeticException tooLong) {
            throw error(SECONDS, seconds, tooLong);
        }
    }

    private BigDecimal number(String column, String cell) {
        BigDecimal number;
        try {
            number = new BigDecimal(cell);
        } catch (NumberFormatException none) {
            throw error(column, cell, none);
        }
        if (number.signum() < 0 || number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS) {
            throw error(column, cell, null);
        }
        return number;
    }

    private CouncilException error(String column, String cell, @Nullable Exception cause) {
        String message = shown + ":" + line + ": '" + column + "' is a number of 0 or more, not " + Quoted.of(cell);
        return cause == null
                ? CouncilException.usage(message)
                : new CouncilException(CouncilException.Reason.USAGE, message, cause);
    }

    private CouncilException error(String message) {
        return CouncilException.usage(shown + ":" + line + ": " + message);
    }
}
