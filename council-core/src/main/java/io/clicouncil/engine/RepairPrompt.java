package io.clicouncil.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an agent is told that goes on from its own change. */
final class RepairPrompt {
    private static final int MOST_BYTES = 16 * 1024;

    private RepairPrompt() {}

    /**
     * The prompt.
     *
     * @param task the prompt of the first attempt
     * @param transcripts the folder with what the checks of that change printed
     */
    static String of(String task, Repair repair, Path transcripts) throws IOException {
        StringBuilder prompt = new StringBuilder(task)
                .append("\n\n---\nThis is what you were asked before. The files are as you left them. The check '")
                .append(repair.failed().name())
                .append("' ")
                .append(repair.failed().words())
                .append(". Go on from there until it passes.\n");
        for (Path transcript : transcriptsOf(repair.check(), transcripts)) {
            String end = end(transcript);
            if (!end.isBlank()) {
                prompt.append("\nThe end of what it printed:\n\n")
                        .append(end.strip())
                        .append('\n');
            }
        }
        return prompt.toString();
    }

    /** Both channels of its last run. */
    private static List<Path> transcriptsOf(int check, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("check-" + check + "(-\\d+)?\\.out"))
                    .sorted((one, other) -> Integer.compare(one.length(), other.length()) != 0
                            ? Integer.compare(one.length(), other.length())
                            : one.compareTo(other))
                    .map(name -> name.substring(0, name.length() - ".out".length()))
                    .toList();
            return names.isEmpty()
                    ? List.of()
                    : Stream.of(".out", ".err")
                            .map(ending -> folder.resolve(names.get(names.size() - 1) + ending))
                            .filter(Files::isRegularFile)
                            .toList();
        }
    }

    private static String end(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all is there.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }
}
