package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Knows which files of a tree are not the bytes of their blob: those with a filter, {@code $Id$} keywords, an encoding or
 * Windows line ends. They are native git's business in both directions. The attributes are those of the tree; what an
 * agent writes into an attributes file changes nothing. Most repositories have no such file, and pay nothing.
 */
final class Conversions {
    private static final List<String> WORDS = List.of("filter", "ident", "working-tree-encoding", "crlf");

    private final RunContext run;
    private final TreeListing tree;
    private final boolean transforms;
    private final boolean normalizes;

    private Conversions(RunContext run, TreeListing tree, boolean transforms, boolean normalizes) {
        this.run = run;
        this.tree = tree;
        this.transforms = transforms;
        this.normalizes = normalizes;
    }

    static Conversions of(RunContext run, TreeListing tree, ObjectReader reader) throws IOException {
        StringBuilder rules = new StringBuilder();
        for (Path file : List.of(
                run.layout().commonDirectory().resolve("info/attributes"),
                run.settings().userFile("attributesFile", "attributes"),
                Path.of("/etc/gitattributes"))) {
            if (Files.isRegularFile(file)) {
                rules.append(Files.readString(file, ISO_8859_1)).append('\n');
            }
        }
        for (TreeListing.Entry entry : tree.entries()) {
            if (entry.isRegular() && isAttributesFile(entry.path())) {
                rules.append(new String(reader.open(entry.id()).getBytes(), ISO_8859_1))
                        .append('\n');
            }
        }
        boolean transforms =
                run.settings().writesWindowsLineEnds() || WORDS.stream().anyMatch(word -> rules.indexOf(word) >= 0);
        boolean normalizes = transforms || run.settings().removesWindowsLineEnds() || rules.indexOf("text") >= 0;
        return new Conversions(run, tree, transforms, normalizes);
    }

    private static boolean isAttributesFile(GitPath path) {
        return Arrays.equals(path.name(), ".gitattributes".getBytes(UTF_8));
    }

    /** The paths that only native git can write: converted content, and links that Java would tidy up. */
    Set<GitPath> notForUs(ObjectReader reader, Collection<TreeListing.Entry> entries) throws IOException {
        Set<GitPath> paths = new HashSet<>();
        List<GitPath> files = new ArrayList<>();
        for (TreeListing.Entry entry : entries) {
            if (entry.isLink() && GitPath.linkTarget(reader.open(entry.id()).getBytes()) == null) {
                paths.add(entry.path());
            } else if (entry.isRegular()) {
                files.add(entry.path());
            }
        }
        if (transforms && !files.isEmpty()) {
            boolean windows = run.settings().writesWindowsLineEnds();
            ask(files).forEach((path, answer) -> {
                if (answer.transforms() || (windows && answer.mayBeText())) {
                    paths.add(path);
                }
            });
        }
        return paths;
    }

    /** Those of {@code files} whose blob is not simply their bytes, and what native git makes of them. */
    Map<GitPath, ObjectId> clean(Map<GitPath, Path> files) throws IOException {
        if (!normalizes) {
            return Map.of();
        }
        List<GitPath> asked = new ArrayList<>();
        for (Map.Entry<GitPath, Path> file : files.entrySet()) {
            if (Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS)
                    && !isAttributesFile(file.getKey())
                    && (transforms || hasCarriageReturn(file.getValue()))) {
                asked.add(file.getKey());
            }
        }
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<GitPath, Path> converted = new HashMap<>();
        boolean anyText = run.settings().removesWindowsLineEnds();
        ask(asked).forEach((path, answer) -> {
            @Nullable Path file = files.get(path);
            if (file != null && (answer.transforms() || (anyText ? answer.mayBeText() : answer.isText()))) {
                converted.put(path, file);
            }
        });
        return converted.isEmpty() ? Map.of() : cleanByGit(converted);
    }

    private static boolean hasCarriageReturn(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\r') {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Copies the files to a folder of their own and lets native git add them to a private index. The folder holds no
     * attributes, so git takes those of the index: the tree's.
     */
    private Map<GitPath, ObjectId> cleanByGit(Map<GitPath, Path> files) throws IOException {
        Path folder = run.newFolder("clean");
        for (Map.Entry<GitPath, Path> file : files.entrySet()) {
            Path copy = file.getKey().in(folder);
            Folders.createParents(copy);
            Files.copy(file.getValue(), copy, LinkOption.NOFOLLOW_LINKS);
        }
        Map<GitPath, ObjectId> ids = withIndex(index -> {
            byte[] paths = NativeGit.zeroTerminated(files.keySet());
            run.git().run(folder, index, paths, "update-index", "--add", "--replace", "-z", "--stdin");
            Map<GitPath, ObjectId> found = new HashMap<>();
            for (IndexRow row : GitIndex.read(index).rows()) {
                if (files.containsKey(row.path())) {
                    found.put(row.path(), row.id());
                }
            }
            return found;
        });
        Folders.delete(folder);
        return ids;
    }

    /** Writes {@code paths} of the tree below {@code root} as native git would. */
    void checkOut(Collection<GitPath> paths, Path root) throws IOException {
        byte[] names = NativeGit.zeroTerminated(paths);
        withIndex(index -> run.git().run(root, index, names, "checkout-index", "-f", "-q", "-z", "--stdin"));
    }

    private Map<GitPath, AttributeQuery.Answer> ask(Collection<GitPath> paths) throws IOException {
        return withIndex(index -> AttributeQuery.ask(run, index, paths));
    }

    private interface IndexUse<T> {
        T with(Path index) throws IOException;
    }

    /** An index of the tree for one use; nobody else knows of it. */
    private <T> T withIndex(IndexUse<T> use) throws IOException {
        GitIndex index = new GitIndex(tree.entries().stream()
                .map(entry -> IndexRow.of(entry.path(), entry.mode(), entry.id(), null))
                .toList());
        Path folder = run.newFolder("index");
        T result = use.with(Files.write(folder.resolve("index"), index.toBytes(tree)));
        Folders.delete(folder);
        return result;
    }
}
