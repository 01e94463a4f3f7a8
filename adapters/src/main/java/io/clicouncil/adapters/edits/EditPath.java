package io.clicouncil.adapters.edits;

import io.clicouncil.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which paths of an answer may be touched: relative ones, inside the folder, not git's own under any of the names
 * by which a file system may reach it, not through a symbolic link, and only regular files or such as are not there yet.
 *
 * @since 0.1
 */
public final class EditPath {
    /** Characters that HFS+ leaves out when it compares names. */
    private static final Pattern IGNORED = Pattern.compile("[\\u200C-\\u200F\\u202A-\\u202E\\u206A-\\u206F\\uFEFF]");

    /** The short names by which Windows knows {@code .git}. */
    private static final Pattern SHORT_NAME = Pattern.compile("git~\\d+");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private final Path root;

    /**
     * Paths below a folder.
     *
     * @param root the folder by its real path
     */
    public EditPath(Path root) {
        this.root = root;
    }

    /**
     * A file that is there and may be touched.
     *
     * @param path the path as an answer, or git, spells it
     * @return nothing where there is none, where it may not be touched, or where that cannot be seen
     */
    public Optional<Path> existing(String path) {
        return allowed(path).filter(Files::exists);
    }

    /**
     * A file that may be touched, whether it is there or not.
     *
     * @param path the path as an answer spells it
     * @return nothing where it may not be touched, or where that cannot be seen
     */
    public Optional<Path> allowed(String path) {
        try {
            return Optional.of(file(normal(path)));
        } catch (EditRefusal | IOException e) {
            return Optional.empty();
        }
    }

    /** The path in the one spelling in which it is compared: names with a slash between them. */
    static String normal(String path) throws EditRefusal {
        if (path.isBlank() || path.chars().anyMatch(Character::isISOControl)) {
            throw refused(path, "is no path");
        }
        if (path.startsWith("/") || path.startsWith("~") || DRIVE.matcher(path).matches()) {
            throw refused(path, "is not relative to the folder");
        }
        if (path.indexOf('\\') >= 0) {
            throw refused(path, "has a backslash; names are separated by /");
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                throw refused(path, "leads out of a folder");
            }
            if (name.isEmpty()) {
                throw refused(path, "names no file");
            }
            if (isGit(name)) {
                throw refused(path, "belongs to git");
            }
            if (!name.equals(".")) {
                names.add(name);
            }
        }
        if (names.isEmpty() || path.endsWith("/.")) {
            throw refused(path, "names no file");
        }
        return String.join("/", names);
    }

    /**
     * The file of a normal path, after a look at each folder on the way.
     *
     * @return where it is, or would be: a regular file or nothing
     */
    Path file(String normal) throws EditRefusal, IOException {
        try {
            Path at = root;
            List<String> names = List.of(normal.split("/", -1));
            for (String name : names.subList(0, names.size() - 1)) {
                at = at.resolve(name);
                if (!isFolderOrNothing(at, normal)) {
                    break;
                }
            }
            Path file = root.resolve(normal).normalize();
            if (!file.startsWith(root) || file.equals(root)) {
                throw refused(normal, "leads out of the folder");
            }
            BasicFileAttributes found = look(file);
            if (found != null && !found.isRegularFile()) {
                throw refused(normal, found.isSymbolicLink() ? "is a symbolic link" : "is no regular file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw refused(normal, "is no path on this system");
        }
    }

    /** Whether there is a folder here; nothing means that nothing is below it either. */
    private static boolean isFolderOrNothing(Path folder, String path) throws EditRefusal, IOException {
        BasicFileAttributes found = look(folder);
        if (found != null && found.isSymbolicLink()) {
            throw refused(path, "leads through a symbolic link");
        }
        if (found != null && !found.isDirectory()) {
            throw refused(path, "leads through a file");
        }
        return found != null;
    }

    private static @Nullable BasicFileAttributes look(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean isGit(String name) {
        String plain = IGNORED.matcher(name).replaceAll("");
        int stream = plain.indexOf(':');
        String stripped = (stream < 0 ? plain : plain.substring(0, stream)).replaceAll("[ .]+$", "");
        // Up and down again, which folds letters that only look alike to a file system without case.
        String folded = stripped.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return folded.equals(".git") || SHORT_NAME.matcher(folded).matches();
    }

    private static EditRefusal refused(String path, String why) {
        return new EditRefusal(Quoted.of(path) + " " + why);
    }
}
