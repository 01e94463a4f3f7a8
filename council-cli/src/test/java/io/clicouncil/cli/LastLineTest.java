package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLineTest {
    @TempDir
    private Path folder;

    private Path print(String text) throws IOException {
        return Files.writeString(folder.resolve("stdout"), text);
    }

    @Test
    void isTheLastThatIsWholeAndNotBlank() throws IOException {
        assertThat(LastLine.of(print("one\n  two \n\nthr"))).hasValue("two");
        assertThat(LastLine.of(print("x\n".repeat(9000) + "last\n"))).hasValue("last");
    }

    @Test
    void isNoneWhereThereIsNoneToRead() throws IOException {
        assertThat(LastLine.of(print("no end"))).isEmpty();
        assertThat(LastLine.of(print("text\n{\"type\": \"result\"}\n"))).isEmpty();
        assertThat(LastLine.of(print("a key that is cut" + "x".repeat(9000) + "\n")))
                .isEmpty();
        assertThat(LastLine.of(folder.resolve("missing"))).isEmpty();
    }
}
