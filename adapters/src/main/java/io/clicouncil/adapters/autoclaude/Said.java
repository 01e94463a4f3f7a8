package io.clicouncil.adapters.autoclaude;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a step said when it was over, read from the ends of its files: who reads while it runs may miss lines.
 *
 * @param lastPhase the last phase that it named, or empty
 * @param lastPhaseMessage what it said of that phase, or empty
 * @param errors what the program itself called an error since a model last did something, the first one first
 * @param lastErrorLine the last line of its standard error, or empty
 * @param outOfIterations whether it said that it reached the most sessions
 */
record Said(
        String lastPhase, String lastPhaseMessage, List<String> errors, String lastErrorLine, boolean outOfIterations) {
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final String FAILED = "failed";
    /** No more than the program's own words: its agents begin lines with "Error:" as well. */
    private static final Pattern ERROR = Pattern.compile("^[^\\w\\[]*(?:(?:Fatal|Unexpected|Session) error:"
            + "|Error: No OAuth token|Error during agent session:|Authentication failed\\b).*");

    private static final Pattern OUT_OF_ITERATIONS = Pattern.compile("^\\W*Reached max iterations\\b.*");

    Said {
        errors = List.copyOf(errors);
    }

    static Said of(Path stdout, Path stderr) {
        String phase = "";
        String message = "";
        boolean outOfIterations = false;
        List<String> errors = new ArrayList<>();
        for (String line : tail(stdout).lines().map(Marker::plain).toList()) {
            List<Marker> markers = Marker.in(line);
            for (Marker marker : markers) {
                if (marker.name().equals(Marker.PHASE)) {
                    phase = marker.text("phase");
                    message = marker.text("message");
                } else if (marker.name().equals(Marker.TOOL_START)) {
                    // A session that works has got over what stopped the one before.
                    errors.clear();
                } else if (marker.name().equals(Marker.TEXT)
                        && marker.text("type").equals("error")) {
                    errors.add(marker.text("content"));
                }
            }
            if (markers.isEmpty() && ERROR.matcher(line).matches()) {
                errors.add(line.strip());
            }
            outOfIterations |= OUT_OF_ITERATIONS.matcher(line).matches();
        }
        String last = tail(stderr)
                .lines()
                .map(line -> Marker.plain(line).strip())
                .filter(line -> !line.isEmpty())
                .reduce("", (first, second) -> second);
        return new Said(phase, message, errors, last, outOfIterations);
    }

    boolean lastPhaseFailed() {
        return lastPhase.equals(FAILED);
    }

    private static String tail(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file has become shorter.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // A file that cannot be read says nothing.
            return "";
        }
    }
}
