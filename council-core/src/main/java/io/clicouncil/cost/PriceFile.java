package io.clicouncil.cost;

import io.clicouncil.cost.PriceTable.Listed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the snapshot of prices: tab-separated, with a head that says where it comes from. */
final class PriceFile {
    private static final String NAME = "prices.tsv";
    private static final int CACHE_READ = 4;
    private static final int CACHE_WRITE = 5;
    private static final int TIERS = 6;

    private PriceFile() {}

    static PriceTable bundled() {
        try (InputStream file = PriceFile.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new NoSuchFileException(NAME);
            }
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PriceTable read(String text) {
        List<String> lines = text.lines().toList();
        List<Listed> rows = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .skip(1)
                .map(line -> row(line.split("\t", -1)))
                .toList();
        return new PriceTable(lines.get(0).substring(1).strip(), Map.of(), rows);
    }

    private static Listed row(String[] cells) {
        List<Price.Tier> tiers = cells[TIERS].isEmpty()
                ? List.of()
                : Stream.of(cells[TIERS].split(";", -1)).map(PriceFile::tier).toList();
        Price price = price(Arrays.copyOfRange(cells, 2, CACHE_WRITE + 1), tiers);
        return new Listed(cells[0], cells[1], price);
    }

    private static Price.Tier tier(String cell) {
        String[] parts = cell.split(":", -1);
        return new Price.Tier(Long.parseLong(parts[0]), price(parts[1].split("/", -1), List.of()));
    }

    private static Price price(String[] cells, List<Price.Tier> tiers) {
        return new Price(
                new BigDecimal(cells[0]),
                new BigDecimal(cells[1]),
                listed(cells[CACHE_READ - 2]),
                listed(cells[CACHE_WRITE - 2]),
                tiers);
    }

    /** Caches are nowhere free: 0 stands for a price that nobody listed. */
    private static @Nullable BigDecimal listed(String cell) {
        BigDecimal price = new BigDecimal(cell);
        return price.signum() == 0 ? null : price;
    }
}
