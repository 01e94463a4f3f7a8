package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the task's text comes from: an argument, a file, or standard input. */
final class TaskText {
    private static final int LONGEST_BYTES = 10 * 1024 * 1024;

    @Parameters(
            arity = "0..1",
            paramLabel = "TASK",
            description = "What is to be done, in prose; - reads it from standard input.")
    private @Nullable String argument;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the task from this file.")
    private @Nullable Path file;

    /** The text. */
    String read(Terminal terminal) {
        if (argument != null && file != null) {
            throw CouncilException.usage("the task is given twice, as an argument and by -f: choose one");
        }
        if (file != null) {
            return fromFile(terminal.directory().resolve(file));
        }
        if (argument == null) {
            throw CouncilException.usage(
                    "what is the task? Give it as an argument, by -f FILE, or - for standard input");
        }
        return argument.equals("-") ? fromStandardInput(terminal.in()) : argument;
    }

    private static String fromFile(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CouncilException.usage("the task's file cannot be read: " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return decoded(in, file.toString());
        } catch (IOException unreadable) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE, "the task's file cannot be read: " + file, unreadable);
        }
    }

    private static String fromStandardInput(InputStream in) {
        try {
            return decoded(in, "standard input");
        } catch (IOException unreadable) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE, "the task cannot be read from standard input", unreadable);
        }
    }

    private static String decoded(InputStream in, String where) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_BYTES + 1);
        if (bytes.length > LONGEST_BYTES) {
            throw CouncilException.usage(
                    "the task in " + where + " is longer than 10 MiB: give the agents a file to read");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE, "the task in " + where + " is not UTF-8 text", notUtf8);
        }
    }
}
