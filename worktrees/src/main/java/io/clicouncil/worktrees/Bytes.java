package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few shapes of which the council's own files are made; paths are bytes, so text would not do. */
final class Bytes {
    private Bytes() {}

    /** Writes one element. */
    interface Writer<T> {
        void write(DataOutputStream out, T element) throws IOException;
    }

    /** Reads one element. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static <T> void writeAll(DataOutputStream out, Collection<T> elements, Writer<T> writer) throws IOException {
        out.writeInt(elements.size());
        for (T element : elements) {
            writer.write(out, element);
        }
    }

    static <T> List<T> readAll(DataInputStream in, Reader<T> reader) throws IOException {
        List<T> elements = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            elements.add(reader.read(in));
        }
        return elements;
    }

    static void writePath(DataOutputStream out, GitPath path) throws IOException {
        write(out, path.bytes());
    }

    static GitPath readPath(DataInputStream in) throws IOException {
        return GitPath.of(read(in));
    }

    static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            write(out, text.getBytes(UTF_8));
        }
    }

    static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? new String(read(in), UTF_8) : null;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
