package io.clicouncil.adapters.edits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder that answers are applied to. */
final class Folder {
    final Path root;

    Folder(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    Folder with(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    EditOutcome apply(String answer) {
        return new EditApplier(root).apply(answer);
    }

    /** Every file and link below a folder with what it holds. */
    static Map<String, String> everything(Path folder) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                boolean regular = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                found.put(
                        folder.relativize(path).toString(),
                        regular ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1) : "");
            }
        }
        return found;
    }
}
