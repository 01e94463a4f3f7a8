package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    private static final int BACKLOG = (int) LineReader.MAX_BACKLOG_BYTES;

    @TempDir
    Path folder;

    private Path file;
    private LineReader reader;

    @BeforeEach
    void open() throws IOException {
        file = Files.createFile(folder.resolve("out"));
        reader = new LineReader(file);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    private void print(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void aLineIsThereWhenItHasAnEnd() throws IOException {
        print("first\r\nsec");
        assertThat(lines()).containsExactly("first");

        print("ond\nthird");
        assertThat(lines()).containsExactly("second");
        assertThat(reader.rest()).isEqualTo("third");
        assertThat(reader.rest()).isNull();
    }

    @Test
    void nothingIsPassedOverThatIsNotFarBehind() throws IOException {
        print("0123456789abcde\n".repeat(BACKLOG / 16));

        assertThat(lines()).hasSize(BACKLOG / 16).containsOnly("0123456789abcde");
    }

    @Test
    @Tag("F45")
    void whatIsFarBehindIsPassedOverInWholeLines() throws IOException {
        print("first\n");
        assertThat(lines()).containsExactly("first");

        print("0123456789abcde\n".repeat(3 * BACKLOG / 16) + "last\n");
        assertThat(lines()).hasSize(BACKLOG / 16).endsWith("0123456789abcde", "last");
    }

    @Test
    @Tag("F45")
    void ofALineThatIsPassedOverTheBeginningIsTold() throws IOException {
        print("begun");
        assertThat(lines()).isEmpty();

        print("x".repeat(2 * BACKLOG) + "\nafter\n");
        assertThat(lines()).containsExactly("begun…", "after");
    }

    @Test
    @Tag("F45")
    void whoHurriesReadsTheLastWordsOnly() throws IOException {
        print("0123456789abcde\n".repeat(BACKLOG / 16) + "last\n");
        reader.hurry();

        assertThat(lines()).hasSize((int) LineReader.HURRIED_BACKLOG_BYTES / 16).endsWith("last");
    }

    @Test
    @Tag("F45")
    void aLongLineIsCut() throws IOException {
        print("x".repeat(BACKLOG / 2) + "\nafter\n");

        List<String> lines = lines();
        assertThat(lines).hasSize(2).endsWith("after");
        assertThat(lines.get(0)).hasSize(LineReader.MAX_LINE_BYTES + 1).endsWith("x…");
    }

    @Test
    @Tag("F45")
    void theEndOfALineThatWasPassedOverIsNoLine() throws IOException {
        print("x".repeat(2 * BACKLOG));

        assertThat(lines()).isEmpty();
        assertThat(reader.rest()).isNull();
    }
}
