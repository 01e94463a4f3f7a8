package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads search/replace blocks, each with its path on the line above it, or the path of the block before it. */
final class SwapReader {
    private static final Pattern SEARCH = Pattern.compile("<{5,9} ?SEARCH\\s*");
    private static final Pattern DIVIDER = Pattern.compile("={7}\\s*");
    private static final Pattern REPLACE = Pattern.compile(">{5,9} ?REPLACE\\s*");

    private SwapReader() {}

    /** Whether a search/replace block begins here. */
    static boolean begins(String line) {
        return SEARCH.matcher(line).matches();
    }

    /** Whether one ends here. */
    static boolean ends(String line) {
        return REPLACE.matcher(line).matches();
    }

    /**
     * The blocks of a fenced block.
     *
     * @param named the path that its fence names, or null
     */
    static List<Edit> read(List<String> lines, @Nullable String named) throws EditRefusal {
        List<Edit> edits = new ArrayList<>();
        String path = named;
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (!begins(line)) {
                String here = NamedPath.onLine(line);
                String commented = here == null ? NamedPath.inComment(line) : here;
                path = commented == null ? path : commented;
                at++;
                continue;
            }
            int end = end(lines, at);
            if (end == lines.size()) {
                throw new EditRefusal("a search/replace block has no end");
            }
            edits.add(swap(lines.subList(at + 1, end), path));
            at = end + 1;
        }
        return edits;
    }

    /** The line that ends the block that begins here, or the number of lines. */
    static int end(List<String> lines, int start) {
        int at = start + 1;
        while (at < lines.size() && !ends(lines.get(at))) {
            at++;
        }
        return at;
    }

    private static Edit swap(List<String> body, @Nullable String path) throws EditRefusal {
        if (path == null) {
            throw new EditRefusal("a search/replace block has no path above it");
        }
        List<Integer> dividers = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            if (DIVIDER.matcher(body.get(i)).matches()) {
                dividers.add(i);
            }
        }
        if (dividers.size() != 1) {
            throw new EditRefusal("the search/replace block of " + path + " has " + dividers.size()
                    + " lines ======= instead of one");
        }
        int divider = dividers.get(0);
        return new Edit.Swap(path, body.subList(0, divider), body.subList(divider + 1, body.size()));
    }
}
