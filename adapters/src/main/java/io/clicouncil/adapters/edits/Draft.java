package io.clicouncil.adapters.edits;

import io.clicouncil.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder as an answer would leave it, of which nothing is written yet. */
final class Draft {
    private final EditPath paths;
    private final Map<String, FileState> states = new LinkedHashMap<>();

    Draft(EditPath paths) {
        this.paths = paths;
    }

    /** Every file that an edit was about, by its normal path. */
    Map<String, FileState> states() {
        return states;
    }

    /** Makes an edit on top of those before it. */
    void make(Edit edit) throws EditRefusal, IOException {
        if (edit instanceof Edit.Whole whole) {
            FileState state = state(whole.path());
            state.writeWhole(state.text().with(whole.lines()), whole.path());
        } else if (edit instanceof Edit.Swap swap) {
            swap(swap);
        } else if (edit instanceof Edit.Patch patch) {
            patch(patch);
        }
    }

    /** Refuses what no folder can hold: a file that is also the folder of another. */
    void requireRoom() throws EditRefusal {
        for (Map.Entry<String, FileState> entry : states.entrySet()) {
            String folder = entry.getKey() + "/";
            boolean needed = states.entrySet().stream()
                    .anyMatch(other -> other.getKey().startsWith(folder)
                            && other.getValue().isThere());
            if (entry.getValue().isThere() && needed) {
                throw new EditRefusal(Quoted.of(entry.getKey()) + " would be a file and a folder");
            }
        }
    }

    private void swap(Edit.Swap swap) throws EditRefusal, IOException {
        FileState state = state(swap.path());
        if (swap.search().stream().allMatch(String::isBlank)) {
            if (!state.text().isEmpty()) {
                throw new EditRefusal("a search part is empty, and the file is not");
            }
            state.write(state.text().with(swap.replace()));
            return;
        }
        requireThere(state);
        int at = Placement.find(state.text().texts(), swap.search(), 0, -1, false);
        state.write(state.text().replace(at, at + swap.search().size(), swap.replace()));
    }

    private void patch(Edit.Patch patch) throws EditRefusal, IOException {
        String from = patch.from();
        String to = patch.to();
        FileState target = state(to == null ? String.valueOf(from) : to);
        if (from == null) {
            if (!target.text().isEmpty()) {
                throw new EditRefusal("the diff makes it anew, and it is there");
            }
        } else {
            FileState source = state(from);
            requireThere(source);
            if (source != target) {
                if (target.isThere()) {
                    throw new EditRefusal("the diff renames " + Quoted.of(from) + " to it, and it is there");
                }
                target.inherit(source, EditPath.normal(from));
                source.delete();
            }
        }
        TextFile patched = patched(target.text(), patch.hunks());
        if (to != null) {
            target.write(patched);
            Boolean executable = patch.executable();
            if (executable != null) {
                target.executable(executable);
            }
        } else if (patched.isEmpty() || patch.hunks().isEmpty()) {
            target.delete();
        } else {
            throw new EditRefusal("the diff deletes it, but not all of its lines");
        }
    }

    private static TextFile patched(TextFile file, List<Hunk> hunks) throws EditRefusal {
        TextFile patched = file;
        int from = 0;
        int moved = 0;
        for (Hunk hunk : hunks) {
            List<String> texts = patched.texts();
            List<String> before = hunk.before();
            if (before.isEmpty() && !texts.isEmpty()) {
                throw new EditRefusal("a hunk has no line of the file around it, so its place is not known");
            }
            int expected = hunk.line() == 0 ? -1 : hunk.line() - 1 + moved;
            int at = before.isEmpty() ? 0 : Placement.find(texts, before, from, expected, hunk.newline() != null);
            int end = at + before.size();
            List<String> after = hunk.after(new ArrayList<>(texts.subList(at, end)));
            patched = patched.replace(at, end, after);
            Boolean newline = hunk.newline();
            patched = newline == null ? patched : patched.newlineAtEnd(newline);
            from = at + after.size();
            moved += after.size() - before.size();
        }
        return patched;
    }

    private static void requireThere(FileState state) throws EditRefusal {
        if (!state.isThere()) {
            throw new EditRefusal("the file is not there");
        }
    }

    private FileState state(String path) throws EditRefusal, IOException {
        String normal = EditPath.normal(path);
        FileState known = states.get(normal);
        if (known == null) {
            known = FileState.read(paths.file(normal), normal);
            states.put(normal, known);
        }
        return known;
    }
}
