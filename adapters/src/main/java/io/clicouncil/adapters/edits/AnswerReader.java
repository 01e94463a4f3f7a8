package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the edits in an answer, which is Markdown as models write it. What names no file is an illustration. */
final class AnswerReader {
    private static final Set<String> DIFFS = Set.of("diff", "patch", "udiff");
    /** What is printed or typed, and no file, whatever its first line says. */
    private static final Set<String> NO_FILES = Set.of("console", "output", "log", "text", "terminal");

    /** A line that stands for lines: to write it into a file would lose them. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?i)\\s*(?:"
            + "(?://|#|--|;|/\\*|<!--)?\\s*(?:\\.\\.\\.|…)\\s*\\(?(?:the )?(?:rest|existing|remaining|other|unchanged|previous)\\b.*"
            + "|(?://|#|--|;|/\\*|<!--)\\s*\\(?(?:the )?(?:rest of|existing|remaining)\\b.*"
            + "(?:\\.\\.\\.|…|unchanged|as before|the same|here)\\W*)");

    private static final int LONGEST_REMARK = 200;

    private final List<String> lines;
    private final List<Edit> edits = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private @Nullable String above;

    /**
     * What an answer asks for.
     *
     * @param edits what it wants changed, in its order
     * @param refusals what looks like an edit and cannot be read
     */
    record Reading(List<Edit> edits, List<String> refusals) {}

    private AnswerReader(String answer) {
        lines = answer.lines().toList();
    }

    static Reading read(String answer) {
        return new AnswerReader(answer).read();
    }

    private Reading read() {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (Block.begins(line)) {
                Block block = Block.read(lines, at);
                gather(() -> ofBlock(block));
                above = null;
                at = block.next();
            } else if (SwapReader.begins(line)) {
                int end = Math.min(SwapReader.end(lines, at) + 1, lines.size());
                List<String> swap = lines.subList(at, end);
                gather(() -> SwapReader.read(swap, above));
                at = end;
            } else if (DiffReader.begins(lines, at)) {
                int end = at;
                while (end < lines.size() && !Block.begins(lines.get(end)) && !SwapReader.begins(lines.get(end))) {
                    end++;
                }
                List<String> diff = lines.subList(at, end);
                gather(() -> DiffReader.read(diff, null, false));
                above = null;
                at = end;
            } else {
                // A blank line between a path and its block changes nothing, a line of prose does.
                above = line.isBlank() ? above : NamedPath.onLine(line);
                at++;
            }
        }
        return new Reading(List.copyOf(edits), List.copyOf(refusals));
    }

    private interface Source {
        List<Edit> edits() throws EditRefusal;
    }

    private void gather(Source source) {
        try {
            edits.addAll(source.edits());
        } catch (EditRefusal e) {
            refusals.add(e.reason());
        }
    }

    private List<Edit> ofBlock(Block block) throws EditRefusal {
        String inInfo = NamedPath.inInfo(block.info());
        String named = inInfo == null ? above : inInfo;
        String language = block.info().strip().split("[\\s:]", 2)[0].toLowerCase(Locale.ROOT);
        if (block.lines().stream().anyMatch(SwapReader::begins)) {
            return closed(block, SwapReader.read(block.lines(), named));
        }
        boolean diff = DIFFS.contains(language)
                || block.lines().stream()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .map(block.lines()::indexOf)
                        .filter(first -> DiffReader.begins(block.lines(), first))
                        .isPresent();
        if (diff) {
            return closed(block, DiffReader.read(block.lines(), named, true));
        }
        if (named != null) {
            return closed(block, List.of(whole(named, block.lines())));
        }
        String commented = NO_FILES.contains(language) || block.lines().isEmpty()
                ? null
                : NamedPath.inComment(block.lines().get(0));
        return commented == null
                ? List.of()
                : closed(
                        block,
                        List.of(whole(
                                commented,
                                block.lines().subList(1, block.lines().size()))));
    }

    private static List<Edit> closed(Block block, List<Edit> edits) throws EditRefusal {
        if (!block.closed() && !edits.isEmpty()) {
            throw new EditRefusal("the block of " + edits.get(0).path() + " has no closing fence");
        }
        return edits;
    }

    private static Edit whole(String path, List<String> lines) throws EditRefusal {
        for (String line : lines) {
            if (line.length() <= LONGEST_REMARK && LEFT_OUT.matcher(line).matches()) {
                throw new EditRefusal(path + " is not given in full: a line stands for others that are left out");
            }
        }
        return new Edit.Whole(path, lines);
    }
}
