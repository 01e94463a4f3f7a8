package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * References as text, read from their files: an agent may have written what no library takes for one.
 *
 * @param values what each says, by full name: an id, or {@code ref: } and another's name, or anything
 * @param packed what the file of the packed ones says
 * @param sound whether that is a file of packed references, or none
 * @param stash the stack of what was put aside
 */
record WatchedRefs(
        SortedMap<String, String> values, @Nullable String packed, boolean sound, String stash) {
    private static final Pattern PACKED = Pattern.compile("([0-9a-f]{40}) (refs/\\S+)");
    private static final Set<String> NOT_SHARED = Set.of("bisect", "worktree", "rewritten");

    static WatchedRefs read(RunContext run) throws IOException {
        Path common = run.layout().commonDirectory();
        SortedMap<String, String> values = new TreeMap<>();
        for (Path folder : Folders.list(common.resolve("refs"))) {
            if (!NOT_SHARED.contains(String.valueOf(folder.getFileName()))) {
                readLoose(folder, "refs/" + folder.getFileName(), values);
            }
        }
        // In this order nothing is missed that git packs meanwhile.
        @Nullable String packed = text(common.resolve("packed-refs"));
        boolean sound = packed == null || readPacked(packed, values);
        for (Path folder : WatchList.usersDirectories(run)) {
            @Nullable String head = Folders.readShort(folder.resolve("HEAD"));
            if (head != null) {
                values.put(headOf(common, folder), head.strip());
            }
        }
        @Nullable String stash = text(common.resolve("logs/refs/stash"));
        return new WatchedRefs(values, packed, sound, stash == null ? "" : stash);
    }

    /** What the head of a working tree is called here: HEAD, or worktrees/<name>/HEAD. */
    private static String headOf(Path common, Path folder) {
        return common.relativize(folder.resolve("HEAD")).toString();
    }

    static boolean isHead(String name) {
        return !name.startsWith("refs/");
    }

    private static boolean readPacked(String text, SortedMap<String, String> values) {
        boolean sound = true;
        for (String line : text.lines().toList()) {
            Matcher ref = PACKED.matcher(line);
            if (ref.matches()) {
                values.putIfAbsent(ref.group(2), ref.group(1));
            } else {
                sound &= line.startsWith("#") || (line.startsWith("^") && ObjectId.isId(line.substring(1)));
            }
        }
        return sound;
    }

    private static void readLoose(Path place, String name, SortedMap<String, String> values) throws IOException {
        if (Folders.isFolder(place)) {
            for (Path child : Folders.list(place)) {
                readLoose(child, name + "/" + child.getFileName(), values);
            }
        } else if (!name.endsWith(".lock")) {
            @Nullable String text = Folders.readShort(place);
            if (text != null) {
                values.put(name, text.strip());
            } else if (Files.isSymbolicLink(place)) {
                values.put(name, "link to " + Files.readSymbolicLink(place));
            }
        }
    }

    private static @Nullable String text(Path file) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file, ISO_8859_1) : null;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }
}
