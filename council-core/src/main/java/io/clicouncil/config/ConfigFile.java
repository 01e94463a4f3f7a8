package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of configuration.
 *
 * @param path where it is
 * @param shown how the user would name it
 * @param folder what its relative paths are relative to
 */
record ConfigFile(Path path, String shown, Path folder) {
    /** Far more than anybody writes by hand, and little enough to be read at once. */
    private static final int LARGEST = 256 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A file whose relative paths are relative to its own folder. */
    static ConfigFile at(Path path, String shown) {
        Path folder = path.resolveSibling("").toAbsolutePath();
        try {
            return new ConfigFile(path, shown, folder.toRealPath());
        } catch (IOException error) {
            // Reading the file will tell.
            return new ConfigFile(path, shown, folder);
        }
    }

    /** What it says. */
    Entries read() {
        return YamlReader.read(text(), shown, folder);
    }

    private String text() {
        byte[] bytes = bytes();
        if (bytes.length > LARGEST) {
            throw error("larger than 256 KiB; this is no configuration");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException error) {
            throw new CouncilException(CouncilException.Reason.USAGE, shown + ": not UTF-8; save it as such", error);
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        refuseControls(text);
        return text;
    }

    private byte[] bytes() {
        if (Files.isDirectory(path)) {
            throw error("a directory; a file is expected");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException error) {
            throw new CouncilException(CouncilException.Reason.USAGE, shown + ": there is no such file", error);
        } catch (IOException error) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    shown + ": cannot be read (" + error.getClass().getSimpleName() + ")",
                    error);
        }
    }

    private void refuseControls(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (Character.isISOControl(c) && c != '\r' && c != '\t') {
                throw new Place(shown, line, folder)
                        .error(String.format("the character U+%04X; this is no text", (int) c));
            }
        }
    }

    private CouncilException error(String message) {
        return CouncilException.usage(shown + ": " + message);
    }
}
