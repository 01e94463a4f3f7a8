package io.clicouncil.cli.live;

import io.clicouncil.cli.live.Screen.Piece;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws what a screen shows as SVG, for the documents. */
public final class Picture {
    private static final int CHARACTER = 8;
    private static final int LINE = 18;
    private static final int EDGE = 16;
    private static final String STYLE = "font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\""
            + " font-size=\"13\" fill=\"#d6dbe3\"";

    /** Colours of terminals that are hard to read on this ground, and what stands for them. */
    private static final Map<Integer, Integer> BRIGHTER =
            Map.of(0x008800, 0x56d364, 0x880000, 0xff7b72, 0x008888, 0x39c5cf);

    private Picture() {}

    /**
     * The picture.
     *
     * @param title what it shows, for those who cannot see it
     * @param columns how wide the screen is
     */
    public static String of(String title, int columns, List<List<Piece>> lines) {
        int width = columns * CHARACTER + 2 * EDGE;
        int height = lines.size() * LINE + 2 * EDGE;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n"
                        + "<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#14181f\"/>%n<g %s>%n",
                width,
                height,
                width,
                escaped(title),
                STYLE));
        for (int row = 0; row < lines.size(); row++) {
            int column = 0;
            for (Piece piece : lines.get(row)) {
                if (!piece.text().isBlank()) {
                    svg.append(text(piece, EDGE + column * CHARACTER, EDGE + row * LINE + LINE * 3 / 4));
                }
                column += piece.text().length();
            }
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    /** As wide as its characters, whatever the font is that a reader has. */
    private static String text(Piece piece, int x, int y) {
        String text = piece.text().stripTrailing();
        String colour = piece.colour() < 0
                ? ""
                : String.format(Locale.ROOT, " fill=\"#%06x\"", BRIGHTER.getOrDefault(piece.colour(), piece.colour()));
        return String.format(
                Locale.ROOT,
                "<text xml:space=\"preserve\" x=\"%d\" y=\"%d\" textLength=\"%d\"%s%s>%s</text>%n",
                x,
                y,
                text.length() * CHARACTER,
                colour,
                piece.bold() ? " font-weight=\"bold\"" : "",
                escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
