package io.clicouncil.adapters.autoclaude;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that the program keeps in the folder in which it works, and that are no part of the change. What of them was
 * there before it began is as it was when it is over. Both ends may be done again, by a council that comes back. Blocks.
 */
final class Belongings {
    private static final String DATA = ".auto-claude";
    private static final List<String> NAMES = List.of(
            DATA, ".auto-claude-status", ".auto-claude-security.json", ".claude_settings.json", ".security-key");
    private static final String IGNORE = ".gitignore";
    private static final String SPECS = "specs";

    private final Path directory;
    private final Path before;
    private final Path left;

    /**
     * Those of an attempt.
     *
     * @param directory the folder in which it works
     * @param files the attempt's own folder
     */
    Belongings(Path directory, Path files) {
        this.directory = directory;
        this.before = files.resolve("before");
        this.left = files.resolve("left");
    }

    /** Remembers what is there, and makes the place for its data: without one it looks for one in the folders above. */
    void prepare() throws IOException {
        if (Files.isDirectory(before)) {
            return;
        }
        Path unfinished = before.resolveSibling("before.partial");
        Trees.delete(unfinished);
        PrivateFiles.makeFolder(unfinished);
        for (String name : Stream.concat(NAMES.stream(), Stream.of(IGNORE)).toList()) {
            if (Trees.exists(directory.resolve(name))) {
                Trees.copy(directory.resolve(name), unfinished.resolve(name));
            }
        }
        if (!Trees.exists(directory.resolve(DATA))) {
            Files.createDirectory(directory.resolve(DATA));
        }
        Files.move(unfinished, before, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The specification that it wrote, wherever it is by now. Its folder gets its name only while it is written. */
    Optional<Path> spec() throws IOException {
        Optional<Path> here = specIn(directory.resolve(DATA).resolve(SPECS));
        return here.isPresent() ? here : specIn(left.resolve(DATA).resolve(SPECS));
    }

    private Optional<Path> specIn(Path specs) throws IOException {
        if (!Files.isDirectory(specs)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(specs)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("spec.md")))
                    .filter(folder ->
                            !Trees.exists(before.resolve(DATA).resolve(SPECS).resolve(folder.getFileName())))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Takes them away. */
    void tidy() throws IOException {
        PrivateFiles.makeFolder(left);
        for (String name : NAMES) {
            tidy(directory.resolve(name), before.resolve(name), left.resolve(name));
        }
        Path ignore = directory.resolve(IGNORE);
        if (Files.isRegularFile(ignore, LinkOption.NOFOLLOW_LINKS)) {
            tidyIgnored(ignore, before.resolve(IGNORE));
        }
    }

    private static void tidy(Path now, Path was, Path taken) throws IOException {
        if (Trees.exists(now)) {
            if (Trees.exists(taken)) {
                Trees.delete(now);
            } else {
                Trees.move(now, taken);
            }
        }
        if (Trees.exists(was)) {
            Trees.copy(was, now);
        }
    }

    private static void tidyIgnored(Path now, Path was) throws IOException {
        // Byte for byte, whatever its encoding is.
        String old = Files.exists(was) ? Files.readString(was, StandardCharsets.ISO_8859_1) : "";
        String text = Files.readString(now, StandardCharsets.ISO_8859_1);
        String rest = IgnoreLines.without(old, text);
        if (rest.isEmpty() && !Files.exists(was)) {
            Files.delete(now);
        } else if (!rest.equals(text)) {
            Files.writeString(now, rest, StandardCharsets.ISO_8859_1);
        }
    }
}
