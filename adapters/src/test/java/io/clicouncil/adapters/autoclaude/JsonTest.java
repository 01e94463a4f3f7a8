package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
    @TempDir
    private Path folder;

    @Test
    void readsAnObjectOfAFile() throws IOException {
        assertThat(Json.read(file("{\"a\": 1}")).orElseThrow().path("a").intValue())
                .isEqualTo(1);
    }

    @Test
    void readsNothingWhereThereIsNoObjectOrNoFile() throws IOException {
        assertThat(Json.read(file("[1]"))).isEmpty();
        assertThat(Json.read(file("{\"a\": "))).isEmpty();
        assertThat(Json.read(folder.resolve("none"))).isEmpty();
        assertThat(Json.read(folder)).isEmpty();
    }

    @Test
    void readsNoFileThatIsTooLargeToBeMeant() throws IOException {
        assertThat(Json.read(file("{" + " ".repeat((16 << 20) - 2) + "}"))).isPresent();
        assertThat(Json.read(file("{" + " ".repeat((16 << 20) - 1) + "}"))).isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.json"), text);
    }
}
