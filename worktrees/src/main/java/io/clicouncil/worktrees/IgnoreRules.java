package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * What git ignores, by the rules of a tree, of {@code info/exclude} and of the user. An agent's own rules have no say: it
 * could hide its files behind them.
 */
final class IgnoreRules {
    private static final String FILE = ".gitignore";
    private static final String ANY_NAME = "file";

    private final Map<String, IgnoreNode> nodes = new HashMap<>();
    private final List<IgnoreNode> general;

    private IgnoreRules(List<IgnoreNode> general) {
        this.general = general;
    }

    /** The rules outside of any tree, most important first; read once for a run. */
    static List<IgnoreNode> general(RepositoryLayout layout, Settings settings) throws IOException {
        List<IgnoreNode> nodes = new ArrayList<>();
        for (Path file : List.of(
                layout.commonDirectory().resolve("info/exclude"), settings.userFile("excludesFile", "ignore"))) {
            if (Files.isRegularFile(file)) {
                nodes.add(parse(Files.readAllBytes(file)));
            }
        }
        return nodes;
    }

    /** The rules of a tree, with the general ones behind them. */
    static IgnoreRules of(TreeListing tree, ObjectReader reader, List<IgnoreNode> general) throws IOException {
        IgnoreRules rules = new IgnoreRules(general);
        for (TreeListing.Entry entry : tree.entries()) {
            GitPath folder = entry.path().parent();
            if (entry.isRegular() && folder != null && entry.path().toString().endsWith(FILE)) {
                if (new String(entry.path().name(), UTF_8).equals(FILE)) {
                    rules.nodes.put(
                            folder.toString(), parse(reader.open(entry.id()).getBytes()));
                }
            }
        }
        return rules;
    }

    /** The rules that lie in a working tree now; only for the user's own. */
    static IgnoreRules of(Path root, Iterable<GitPath> folders, List<IgnoreNode> general) throws IOException {
        IgnoreRules rules = new IgnoreRules(general);
        for (GitPath folder : folders) {
            Path file = folder.in(root).resolve(FILE);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                rules.nodes.put(folder.toString(), parse(Files.readAllBytes(file)));
            }
        }
        return rules;
    }

    /** Rules from patterns that somebody typed. */
    static IgnoreRules of(List<String> patterns) throws IOException {
        byte[] text = String.join("\n", patterns).getBytes(UTF_8);
        return new IgnoreRules(List.of(parse(text)));
    }

    private static IgnoreNode parse(byte[] text) throws IOException {
        IgnoreNode node = new IgnoreNode();
        node.parse(new ByteArrayInputStream(text));
        return node;
    }

    /** Whether the rules ignore it. The caller has asked about the folders above before. */
    boolean ignores(GitPath path, boolean folder) {
        String text = path.toString();
        for (int slash = text.lastIndexOf('/'); ; slash = text.lastIndexOf('/', slash - 1)) {
            IgnoreNode node = nodes.get(slash < 0 ? "" : text.substring(0, slash));
            @Nullable Boolean verdict = node == null ? null : node.checkIgnored(text.substring(slash + 1), folder);
            if (verdict != null) {
                return verdict;
            }
            if (slash < 0) {
                break;
            }
        }
        for (IgnoreNode node : general) {
            @Nullable Boolean verdict = node.checkIgnored(text, folder);
            if (verdict != null) {
                return verdict;
            }
        }
        return false;
    }

    /** Whether the rules match the path or a folder above it. */
    boolean covers(GitPath path) {
        for (GitPath folder : path.foldersAbove()) {
            if (ignores(folder, true)) {
                return true;
            }
        }
        return ignores(path, false);
    }

    /** The same for an edit: what a link is put in place of a folder for would lie below it. */
    boolean covers(GitPath path, TreeEdit edit) {
        return covers(path) || (edit.isLink() && covers(GitPath.of(path + "/" + ANY_NAME)));
    }
}
