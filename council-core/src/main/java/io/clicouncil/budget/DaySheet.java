package io.clicouncil.budget;

import io.clicouncil.budget.Ledger.Reservation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is reserved or spent for each attempt, and on which day. For one thread at a time. */
final class DaySheet {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(LocalDate day, BigDecimal amount) {}

    /** The sheet that this text tells of; what cannot be read in it is left out. */
    static DaySheet of(String text) {
        DaySheet sheet = new DaySheet();
        for (String line : text.lines().toList()) {
            String[] parts = line.split("\t", -1);
            Entry entry = parts.length == 3 ? entry(parts[0], parts[2]) : null;
            if (entry != null) {
                sheet.entries.put(parts[1], entry);
            }
        }
        return sheet;
    }

    private static @Nullable Entry entry(String day, String amount) {
        try {
            Entry entry = new Entry(LocalDate.parse(day), new BigDecimal(amount));
            return entry.amount().signum() < 0 ? null : entry;
        } catch (DateTimeParseException | NumberFormatException broken) {
            return null;
        }
    }

    /** A line for each attempt from this day on. */
    String text(LocalDate from) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().day().isBefore(from))
                .map(entry -> entry.getValue().day() + "\t" + entry.getKey() + "\t"
                        + entry.getValue().amount().toPlainString() + "\n")
                .collect(Collectors.joining());
    }

    /** What {@link Ledger#reserve} says; an attempt that has a line keeps it. */
    Reservation reserve(LocalDate today, String key, BigDecimal amount, boolean orLess, BigDecimal limit) {
        BigDecimal left = entries.values().stream()
                .filter(entry -> entry.day().equals(today))
                .map(Entry::amount)
                .reduce(limit, BigDecimal::subtract);
        Entry before = entries.get(key);
        if (before != null) {
            return new Reservation(before.amount(), left);
        }
        BigDecimal wanted = orLess ? amount.min(left) : amount;
        boolean enough = wanted.compareTo(left) <= 0 && (wanted.signum() > 0 || !orLess);
        if (enough) {
            entries.put(key, new Entry(today, wanted));
        }
        return new Reservation(enough ? wanted : null, left);
    }

    /** What {@link Ledger#settle} says; an attempt without a line has no limit, and one that cost nothing may ask again. */
    void settle(String key, BigDecimal amount) {
        entries.computeIfPresent(
                key, (same, reserved) -> amount.signum() == 0 ? null : new Entry(reserved.day(), amount));
    }
}
