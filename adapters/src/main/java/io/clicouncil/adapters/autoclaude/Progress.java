package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapters.words.OneLine;
import java.util.ArrayList;
import java.util.List;

/** Puts markers into a few words for a person. One for each attempt. */
final class Progress {
    private static final int LONGEST = 100;

    private final String here;
    private String subtask = "";

    /**
     * Begins.
     *
     * @param here the folder in which it works, which is left out of paths
     */
    Progress(String here) {
        this.here = here + "/";
    }

    /** What a line says that it does now, mostly nothing. */
    List<String> read(String line) {
        List<String> texts = new ArrayList<>();
        for (Marker marker : Marker.in(Marker.plain(line))) {
            String text = OneLine.of(words(marker).replace(here, ""), LONGEST);
            String now = marker.text("subtask_id");
            if (!now.isEmpty() && !now.equals(subtask)) {
                subtask = now;
                texts.add(OneLine.of("subtask " + now, LONGEST));
            }
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String words(Marker marker) {
        return switch (marker.name()) {
            case Marker.PHASE -> phase(marker);
            case Marker.TOOL_START -> marker.text("name") + " " + marker.text("input");
            case Marker.SUBPHASE_START -> marker.text("subphase");
            case Marker.PHASE_END -> {
                boolean well = marker.data().path("success").asBoolean(true);
                yield named(marker.text("phase")) + (well ? " is done" : " failed");
            }
            // What agents say is told as it is; what the program says of them is worth a word.
            case Marker.TEXT -> marker.text("type").equals("text") ? "" : marker.text("content");
            default -> "";
        };
    }

    private static String phase(Marker marker) {
        String text = named(marker.text("phase")) + ": " + marker.text("message");
        String at = marker.text("subtask");
        int percent = marker.data().path("progress").asInt(-1);
        return text + (at.isEmpty() ? "" : ", subtask " + at) + (percent < 0 ? "" : ", " + percent + "%");
    }

    private static String named(String phase) {
        return phase.replace("qa_", "QA ").replace('_', ' ');
    }
}
