package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path as git stores it: bytes with slashes, in no encoding that anybody promised, ordered as in an index. Java's own
 * strings would rename what is not UTF-8, so names cross into the file system through {@code file:} URIs, which carry
 * bytes in every locale.
 */
final class GitPath implements Comparable<GitPath> {
    static final GitPath ROOT = new GitPath(new byte[0]);
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    private final byte[] bytes;
    private final int hash;

    private GitPath(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static GitPath of(byte[] bytes) {
        return bytes.length == 0 ? ROOT : new GitPath(bytes.clone());
    }

    static GitPath of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** The name of a file that is there, byte for byte. */
    static byte[] nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isAscii(name)) {
            return name.getBytes(UTF_8);
        }
        String raw = file.toUri().getRawPath();
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        return unescape(raw.substring(raw.lastIndexOf('/', end - 1) + 1, end));
    }

    /** Where a symbolic link points, byte for byte. */
    static byte[] targetOf(Path link) throws IOException {
        return bytesOf(Files.readSymbolicLink(link));
    }

    /** The target of a link as a path that creates exactly these bytes, or null where Java would tidy them up. */
    static @Nullable Path linkTarget(byte[] target) {
        try {
            Path path = Path.of(new String(target, UTF_8));
            return Arrays.equals(bytesOf(path), target) ? path : null;
        } catch (InvalidPathException nameless) {
            return null;
        }
    }

    private static byte[] bytesOf(Path target) {
        String text = target.toString();
        if (isAscii(text)) {
            return text.getBytes(UTF_8);
        }
        // A folder that does not exist keeps `toUri` from asking whether the target is one.
        String prefix = target.isAbsolute() ? "" : "/no-such-folder/";
        String raw =
                Path.of(prefix.isEmpty() ? "/" : prefix).resolve(target).toUri().getRawPath();
        boolean slashAdded = raw.endsWith("/") && !text.endsWith("/");
        return unescape(raw.substring(prefix.length(), slashAdded ? raw.length() - 1 : raw.length()));
    }

    GitPath child(byte[] name) {
        if (bytes.length == 0) {
            return new GitPath(name.clone());
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.length);
        joined[bytes.length] = '/';
        System.arraycopy(name, 0, joined, bytes.length + 1, name.length);
        return new GitPath(joined);
    }

    /** The folder that holds it, or null for the root itself. */
    @Nullable
    GitPath parent() {
        if (bytes.length == 0) {
            return null;
        }
        int slash = bytes.length - 1;
        while (slash >= 0 && bytes[slash] != '/') {
            slash--;
        }
        return slash < 0 ? ROOT : new GitPath(Arrays.copyOf(bytes, slash));
    }

    /** The folders that hold it, from the outermost inwards, without the root. */
    List<GitPath> foldersAbove() {
        List<GitPath> folders = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                folders.add(new GitPath(Arrays.copyOf(bytes, i)));
            }
        }
        return folders;
    }

    /** Whether it lies in that folder, at whatever depth. */
    boolean isBelow(GitPath folder) {
        int length = folder.bytes.length;
        return length == 0
                || (bytes.length > length
                        && bytes[length] == '/'
                        && Arrays.equals(bytes, 0, length, folder.bytes, 0, length));
    }

    /** The last component. */
    byte[] name() {
        int start = bytes.length;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /** Where it is below {@code root}. */
    Path in(Path root) {
        String text = toString();
        if (isAscii(text)) {
            return root.resolve(text);
        }
        String folder = root.toUri().toString();
        return Path.of(URI.create(folder + (folder.endsWith("/") ? "" : "/") + escape(bytes)));
    }

    @Override
    public int compareTo(GitPath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GitPath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For a person; a name that is not UTF-8 has its odd bytes replaced. */
    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String escape(byte[] bytes) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return escaped.toString();
    }

    private static byte[] unescape(String raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                out.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(raw.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
