package io.clicouncil.adapters.process;

import io.clicouncil.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A folder that a command seems to change. Many are mounted by one call, which is several times as fast as one call for
 * each: they stand in a table such as {@code /etc/fstab} is.
 *
 * @param below what is seen at first
 * @param layer the folder for what is written
 */
record Overlay(String below, Path layer) {
    /** In the table, or among the options of an overlay, these have a meaning. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[,:\\\\\"\\v\\r\\n]");

    private static final int NAME = 16;

    /** Whether a path can be a part of one. */
    static boolean canBeOf(Path path) {
        return !UNSPEAKABLE.matcher(path.toString()).find();
    }

    /** Where it is mounted. */
    String seen() {
        return Layers.seen(layer).toString();
    }

    /**
     * Writes the table of some.
     *
     * @param root whether the kernel lets us set every attribute of files
     * @param folder where to write it; nothing walled sees it
     */
    static Path table(List<Overlay> overlays, boolean root, Path folder) throws IOException {
        String text = overlays.stream().map(overlay -> overlay.line(root)).collect(Collectors.joining());
        Path table = folder.resolve("overlays-" + Digest.sha256(text).substring(0, NAME));
        if (!Files.exists(table)) {
            Files.writeString(table, text);
        }
        return table;
    }

    private String line(boolean root) {
        String options = "lowerdir=" + below + ",upperdir=" + Layers.upper(layer) + ",workdir=" + Layers.work(layer);
        return "overlay " + escaped(seen()) + " overlay " + escaped(options) + (root ? "" : ",userxattr") + " 0 0\n";
    }

    private static String escaped(String text) {
        return text.replace(" ", "\\040").replace("\t", "\\011");
    }
}
