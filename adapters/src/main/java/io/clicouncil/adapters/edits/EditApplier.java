package io.clicouncil.adapters.edits;

import io.clicouncil.text.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Applies answers to a folder. It understands whole files in fenced blocks that name their path, unified diffs, and
 * search/replace blocks; see {@link EditInstructions}. All edits of an answer are checked before the first is made.
 *
 * <p>Line ends and a missing last line end of a file stay as they are. A file that is not UTF-8 is not edited.
 *
 * @since 0.1
 */
public final class EditApplier {
    private final Path folder;

    /**
     * An applier for one folder.
     *
     * @param folder the folder that nothing leads out of
     */
    public EditApplier(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Makes all edits of an answer, or none. Blocks until they are written; nobody else may write to the folder meanwhile.
     *
     * @return what was done, or why nothing was
     */
    public EditOutcome apply(String answer) {
        AnswerReader.Reading reading = AnswerReader.read(answer);
        int asked = reading.edits().size();
        if (!reading.refusals().isEmpty()) {
            return new EditOutcome(List.of(), reading.refusals(), asked);
        }
        try {
            Draft draft = new Draft(new EditPath(folder.toRealPath()));
            Set<String> refusals = check(draft, reading.edits());
            return refusals.isEmpty()
                    ? new EditOutcome(commit(draft), List.of(), asked)
                    : new EditOutcome(List.of(), List.copyOf(refusals), asked);
        } catch (IOException e) {
            return new EditOutcome(List.of(), List.of("the files could not be written: " + e), asked);
        }
    }

    private static Set<String> check(Draft draft, List<Edit> edits) {
        Set<String> refusals = new LinkedHashSet<>();
        for (Edit edit : edits) {
            try {
                draft.make(edit);
            } catch (EditRefusal e) {
                refusals.add(about(edit, e.reason()));
            } catch (IOException e) {
                refusals.add(about(edit, "it could not be read"));
            }
        }
        try {
            draft.requireRoom();
        } catch (EditRefusal e) {
            refusals.add(e.reason());
        }
        return refusals;
    }

    private static String about(Edit edit, String reason) {
        String path = Quoted.of(edit.path());
        return reason.startsWith(path) ? reason : path + ": " + reason;
    }

    private static List<FileEdit> commit(Draft draft) throws IOException {
        Map<String, FileState> changed = new LinkedHashMap<>();
        List<FileEdit> edits = new ArrayList<>();
        Set<String> renamed = new LinkedHashSet<>();
        draft.states().forEach((path, state) -> {
            FileEdit edit = state.edit(path);
            if (edit != null) {
                changed.put(path, state);
                edits.add(edit);
                if (edit.from() != null) {
                    renamed.add(edit.from());
                }
            }
        });
        new Transaction().commit(changed.values());
        edits.removeIf(edit -> edit.kind() == FileEdit.Kind.DELETED && renamed.contains(edit.path()));
        return edits;
    }
}
