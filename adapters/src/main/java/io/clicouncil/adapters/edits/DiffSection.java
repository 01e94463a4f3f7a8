package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a diff says of one file, gathered line by line. */
final class DiffSection {
    private static final String NOTHING = "/dev/null";
    private static final Pattern MODE = Pattern.compile("(new file|deleted file|new) mode (\\d{6})");
    private static final Pattern SAME_NAMES = Pattern.compile("(\"?)a/(.+?)\\1 \\1b/\\2\\1");

    private final List<Hunk> hunks = new ArrayList<>();
    private @Nullable String from;
    private @Nullable String to;
    private boolean named;
    private boolean created;
    private boolean deleted;
    private boolean renamed;
    private @Nullable Boolean executable;

    /** About the file that the diff is known to be about, or about none yet. */
    DiffSection(@Nullable String file) {
        from = file;
        to = file;
    }

    boolean hasNames() {
        return named;
    }

    /** The names behind {@code diff --git}, which count only where no other line tells them. */
    void names(String text) throws EditRefusal {
        Matcher same = SAME_NAMES.matcher(text.strip());
        if (same.matches()) {
            from = QuotedName.of(same.group(1) + same.group(2) + same.group(1));
            to = from;
        }
    }

    /** The old name, as {@code ---} gives it. */
    void from(String name) throws EditRefusal {
        from = QuotedName.of(name);
        named = true;
    }

    /** The new name, as {@code +++} gives it. */
    void to(String name) throws EditRefusal {
        to = QuotedName.of(name);
        boolean git = isOf(from, "a/") && isOf(to, "b/");
        from = plain(from, git);
        to = plain(to, git);
    }

    void hunk(Hunk hunk) {
        hunks.add(hunk);
    }

    /** Any other line of the header. */
    void header(String line) throws EditRefusal {
        if (line.startsWith("rename from ")) {
            from = QuotedName.of(line.substring("rename from ".length()));
            renamed = true;
        } else if (line.startsWith("rename to ")) {
            to = QuotedName.of(line.substring("rename to ".length()));
            renamed = true;
        } else if (line.startsWith("copy from ") || line.startsWith("copy to ")) {
            throw new EditRefusal("a diff copies a file; write the new file in full");
        } else if (line.startsWith("GIT binary patch") || line.startsWith("Binary files ")) {
            throw new EditRefusal("a diff changes a binary file");
        }
        Matcher mode = MODE.matcher(line.strip());
        if (mode.matches()) {
            mode(mode.group(1), mode.group(2));
        }
    }

    private void mode(String what, String mode) throws EditRefusal {
        if (!mode.startsWith("100")) {
            throw new EditRefusal("a diff makes or removes something that is no regular file");
        }
        created |= what.equals("new file");
        deleted |= what.equals("deleted file");
        executable = what.equals("deleted file") ? executable : Boolean.valueOf(mode.equals("100755"));
    }

    /** The edit, or null where nothing was said. */
    @Nullable
    Edit edit() throws EditRefusal {
        boolean said = !hunks.isEmpty() || created || deleted || renamed || executable != null;
        if (!said) {
            return null;
        }
        String old = created ? null : from;
        String now = deleted ? null : to;
        if (old == null && now == null) {
            throw new EditRefusal("a diff does not say which file it is about");
        }
        if (old != null && now != null && !renamed && !Objects.equals(old, now)) {
            throw new EditRefusal("a diff names two files, " + old + " and " + now + ", and does not rename");
        }
        return new Edit.Patch(old, now, executable, hunks);
    }

    private static boolean isOf(@Nullable String name, String prefix) {
        return name == null || name.equals(NOTHING) || name.startsWith(prefix);
    }

    private static @Nullable String plain(@Nullable String name, boolean git) {
        if (name == null || name.equals(NOTHING)) {
            return null;
        }
        return git ? name.substring(2) : name;
    }
}
