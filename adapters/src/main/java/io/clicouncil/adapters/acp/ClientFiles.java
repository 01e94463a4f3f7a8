package io.clicouncil.adapters.acp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The file system that the protocol lets an agent use through its client. It is not offered, yet some use it all the same.
 * Every path is checked.
 */
final class ClientFiles {
    private static final long LARGEST = 16L << 20;

    private final Workplace place;

    ClientFiles(Workplace place) {
        this.place = place;
    }

    /** The answer to {@code fs/read_text_file}. A file that is not there is empty: agents that make one read it first. */
    String read(JsonNode id, JsonNode params) {
        Optional<Path> file = file(params);
        if (file.isEmpty()) {
            return refused(id);
        }
        try {
            String text = Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS) ? text(file.get()) : "";
            return Rpc.result(id, Rpc.object().put("content", part(text, params)));
        } catch (IOException e) {
            return Rpc.error(id, Rpc.INTERNAL_ERROR, "the file cannot be read");
        }
    }

    /** The answer to {@code fs/write_text_file}, when it is written. */
    String write(JsonNode id, JsonNode params) {
        Optional<Path> file = file(params);
        JsonNode content = params.path("content");
        if (file.isEmpty() || !content.isString()) {
            return refused(id);
        }
        try {
            write(file.get(), content.asString());
            return Rpc.result(id, null);
        } catch (IOException e) {
            return Rpc.error(id, Rpc.INTERNAL_ERROR, "the file cannot be written");
        }
    }

    private Optional<Path> file(JsonNode params) {
        JsonNode path = params.path("path");
        return path.isString() ? place.file(path.asString()) : Optional.empty();
    }

    private static String refused(JsonNode id) {
        return Rpc.error(id, Rpc.WRONG_PARAMETERS, "only files inside the workspace, and not through links");
    }

    private static String text(Path file) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() > LARGEST) {
                throw new IOException("too large");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file has become shorter.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    /** The lines that were asked for, counted from 1. */
    private static String part(String text, JsonNode params) {
        JsonNode line = params.path("line");
        JsonNode limit = params.path("limit");
        if (!line.isIntegralNumber() && !limit.isIntegralNumber()) {
            return text;
        }
        Stream<String> rest = text.lines().skip(Math.max(0, line.asLong(1) - 1));
        return (limit.isIntegralNumber() ? rest.limit(Math.max(0, limit.asLong(0))) : rest)
                .map(each -> each + "\n")
                .collect(Collectors.joining());
    }

    private static void write(Path file, String content) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
