package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads unified diffs, with or without git's headers. The numbers of a hunk are taken for hints: models miscount. */
final class DiffReader {
    private static final String GIT = "diff --git ";
    private static final String OLD = "--- ";
    private static final String NEW = "+++ ";
    private static final Pattern HUNK = Pattern.compile("@@(?: -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*|.*)");

    private final List<String> lines;
    private final boolean alone;
    private final List<Edit> edits = new ArrayList<>();
    private DiffSection section;
    private int at;

    private DiffReader(List<String> lines, @Nullable String named, boolean alone) {
        this.lines = lines;
        this.alone = alone;
        this.section = new DiffSection(named);
    }

    /** Whether a diff begins on this line. */
    static boolean begins(List<String> lines, int at) {
        String line = lines.get(at);
        return line.startsWith(GIT)
                || (line.startsWith(OLD)
                        && at + 2 < lines.size()
                        && lines.get(at + 1).startsWith(NEW)
                        && lines.get(at + 2).startsWith("@@"));
    }

    /**
     * The edits of a diff.
     *
     * @param named the file that hunks without a header are about, or null
     * @param alone whether nothing but the diff is in these lines; otherwise prose may follow
     */
    static List<Edit> read(List<String> lines, @Nullable String named, boolean alone) throws EditRefusal {
        return new DiffReader(lines, named, alone).edits();
    }

    private List<Edit> edits() throws EditRefusal {
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith(GIT)) {
                begin();
                section.names(line.substring(GIT.length()));
                at++;
            } else if (line.startsWith(OLD)
                    && at + 1 < lines.size()
                    && lines.get(at + 1).startsWith(NEW)) {
                if (section.hasNames()) {
                    begin();
                }
                section.from(line.substring(OLD.length()));
                section.to(lines.get(at + 1).substring(NEW.length()));
                at += 2;
            } else if (line.startsWith("@@")) {
                section.hunk(hunk());
            } else {
                section.header(line);
                at++;
            }
        }
        begin();
        return edits;
    }

    private void begin() throws EditRefusal {
        Edit done = section.edit();
        if (done != null) {
            edits.add(done);
        }
        section = new DiffSection(null);
    }

    private Hunk hunk() throws EditRefusal {
        Matcher header = HUNK.matcher(lines.get(at));
        if (!header.matches()) {
            throw new EditRefusal("a hunk of the diff has no header");
        }
        // How many lines of the old and the new file are still to come, if the header is right.
        int oldLeft = count(header.group(1), header.group(2));
        int newLeft = count(header.group(3), header.group(4));
        List<String> body = new ArrayList<>();
        Boolean newline = null;
        at++;
        while (at < lines.size() && belongs(oldLeft <= 0 && newLeft <= 0)) {
            String line = lines.get(at++);
            if (line.startsWith("\\")) {
                newline = newline(body, newline);
                continue;
            }
            body.add(line.isEmpty() ? " " : line);
            oldLeft -= line.startsWith("+") ? 0 : 1;
            newLeft -= line.startsWith("-") ? 0 : 1;
        }
        while (!body.isEmpty() && body.get(body.size() - 1).equals(" ") && oldLeft < 0) {
            body.remove(body.size() - 1);
            oldLeft++;
            newLeft++;
        }
        boolean cut = oldLeft > 0 || newLeft > 0;
        if (at < lines.size() && !continues() && (alone || cut)) {
            throw new EditRefusal("a line of the diff begins with none of ' ', '+', '-', or a hunk is cut off");
        }
        return new Hunk(number(header.group(1)), body, newline);
    }

    /** Whether what follows a hunk is something that may follow one. */
    private boolean continues() {
        String line = lines.get(at);
        return line.startsWith("@@") || line.equals("-- ") || begins(lines, at);
    }

    /** Whether the line is one of a hunk; a hunk that has all its lines may be followed by a signature. */
    private boolean belongs(boolean complete) {
        String line = lines.get(at);
        if (line.isEmpty()) {
            return true;
        }
        boolean signature = complete && line.equals("-- ");
        return " +-\\".indexOf(line.charAt(0)) >= 0 && !signature && !begins(lines, at);
    }

    /** What the remark that there is no line end says, which is about the line above it. */
    private static @Nullable Boolean newline(List<String> body, @Nullable Boolean before) {
        if (body.isEmpty()) {
            return before;
        }
        return body.get(body.size() - 1).startsWith("-");
    }

    private static int count(@Nullable String line, @Nullable String count) {
        return line == null ? 0 : count == null ? 1 : number(count);
    }

    private static int number(@Nullable String digits) {
        // More digits than a file has lines mean nothing.
        return digits == null || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }
}
