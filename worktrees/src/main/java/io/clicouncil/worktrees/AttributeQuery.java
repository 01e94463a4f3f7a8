package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks native git which attributes paths have by the files of an index. */
final class AttributeQuery {
    private static final List<String> NAMES =
            List.of("filter", "ident", "working-tree-encoding", "crlf", "eol", "text");
    private static final Set<String> NO = Set.of("unspecified", "unset");

    private AttributeQuery() {}

    /** The attributes of one path that have to do with its content. */
    static final class Answer {
        private final Map<String, String> values = new HashMap<>();

        private String get(String name) {
            return values.getOrDefault(name, "unspecified");
        }

        /** Whether its file is, or may be, something else than its blob. */
        boolean transforms() {
            return !NO.contains(get("filter"))
                    || get("ident").equals("set")
                    || !NO.contains(get("working-tree-encoding"))
                    || !NO.contains(get("crlf"))
                    || get("eol").equals("crlf");
        }

        /** Whether line ends are changed where the configuration says so for text. */
        boolean mayBeText() {
            return !get("text").equals("unset");
        }

        /** Whether line ends are changed by the attributes alone. */
        boolean isText() {
            return !NO.contains(get("text")) || !NO.contains(get("eol"));
        }
    }

    /**
     * Asks.
     *
     * @param index the index whose attributes files count, and no others of the repository
     */
    static Map<GitPath, Answer> ask(RunContext run, Path index, Collection<GitPath> paths) throws IOException {
        Path empty = run.newFolder("attributes");
        List<String> command = new ArrayList<>(List.of("check-attr", "--cached", "-z", "--stdin"));
        command.addAll(NAMES);
        byte[] output = run.git().run(empty, index, NativeGit.zeroTerminated(paths), command.toArray(String[]::new));
        Folders.delete(empty);
        Map<GitPath, Answer> answers = new HashMap<>();
        List<byte[]> fields = split(output);
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            answers.computeIfAbsent(GitPath.of(fields.get(i)), path -> new Answer())
                    .values
                    .put(new String(fields.get(i + 1), UTF_8), new String(fields.get(i + 2), UTF_8));
        }
        return answers;
    }

    private static List<byte[]> split(byte[] output) {
        List<byte[]> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == 0) {
                fields.add(Arrays.copyOfRange(output, start, i));
                start = i + 1;
            }
        }
        return fields;
    }
}
