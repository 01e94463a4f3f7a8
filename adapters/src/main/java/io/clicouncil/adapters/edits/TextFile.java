package io.clicouncil.adapters.edits;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file, each with the line end that it has, so that an edit leaves all others as they are. */
final class TextFile {
    private static final String LF = "\n";
    private static final String CRLF = "\r\n";
    private static final String BOM = "\uFEFF";

    private final boolean marked;
    private final List<Line> lines;

    private record Line(String text, String end) {}

    private TextFile(boolean marked, List<Line> lines) {
        this.marked = marked;
        this.lines = List.copyOf(lines);
    }

    /** A file without a line. */
    static TextFile empty() {
        return new TextFile(false, List.of());
    }

    /** The lines of a file in UTF-8, with or without a byte order mark. */
    static TextFile of(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        boolean marked = text.startsWith(BOM);
        List<Line> lines = new ArrayList<>();
        int start = marked ? 1 : 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int stop = feed < 0 ? text.length() : feed;
            boolean carriage = feed > start && text.charAt(feed - 1) == '\r';
            String end = feed < 0 ? "" : carriage ? CRLF : LF;
            lines.add(new Line(text.substring(start, carriage ? stop - 1 : stop), end));
            start = stop + 1;
        }
        return new TextFile(marked, lines);
    }

    /** The file in UTF-8. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder(marked ? BOM : "");
        lines.forEach(line -> text.append(line.text()).append(line.end()));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Its lines without their ends. */
    List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The same with other lines; those that stay at the beginning and at the end keep their ends. */
    TextFile with(List<String> texts) {
        return replace(0, lines.size(), texts);
    }

    /**
     * The same with other lines in the place of some. New lines end as most lines of the file do, and the last line ends
     * as the last line did.
     *
     * @param from the first line to replace, counted from 0
     * @param to the line after the last one to replace
     */
    TextFile replace(int from, int to, List<String> texts) {
        int head = 0;
        while (head < texts.size() && from + head < to && same(from + head, texts.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < texts.size() - head
                && to - tail > from + head
                && same(to - tail - 1, texts.get(texts.size() - tail - 1))) {
            tail++;
        }
        String usual = usualEnd();
        List<Line> replaced = new ArrayList<>(lines.subList(0, from + head));
        texts.subList(head, texts.size() - tail).forEach(text -> replaced.add(new Line(text, usual)));
        replaced.addAll(lines.subList(to - tail, lines.size()));
        String last = lines.isEmpty() ? usual : lines.get(lines.size() - 1).end();
        return new TextFile(marked, ending(replaced, usual, last));
    }

    /** The same, its last line with or without a line end. */
    TextFile newlineAtEnd(boolean wanted) {
        return new TextFile(marked, ending(lines, usualEnd(), wanted ? usualEnd() : ""));
    }

    private boolean same(int index, String text) {
        return lines.get(index).text().equals(text);
    }

    private String usualEnd() {
        long crlf = lines.stream().filter(line -> line.end().equals(CRLF)).count();
        long lf = lines.stream().filter(line -> line.end().equals(LF)).count();
        return crlf > lf ? CRLF : LF;
    }

    private static List<Line> ending(List<Line> lines, String usual, String last) {
        List<Line> ended = new ArrayList<>(lines);
        for (int i = 0; i < ended.size(); i++) {
            boolean isLast = i == ended.size() - 1;
            Line line = ended.get(i);
            if (isLast) {
                boolean keeps = !last.isEmpty() && !line.end().isEmpty();
                ended.set(i, keeps ? line : new Line(line.text(), last));
            } else if (line.end().isEmpty()) {
                ended.set(i, new Line(line.text(), usual));
            }
        }
        return ended;
    }
}
