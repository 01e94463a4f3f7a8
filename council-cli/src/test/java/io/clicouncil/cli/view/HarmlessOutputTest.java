package io.clicouncil.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class HarmlessOutputTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HarmlessOutput output = new HarmlessOutput(new PrintStream(printed, true, UTF_8));

    @Test
    void showsControlCharactersInsteadOfSendingThem() {
        write("a\u001b[31mred\u009b\r\nb\tc\n".getBytes(UTF_8));

        assertThat(printed.toString(UTF_8)).isEqualTo("a\ufffd[31mred\ufffd\ufffd\nb c\n");
    }

    @Test
    void keepsCharactersWholeThatComeInPieces() {
        for (byte one : "\u65e5\ud83d\ude00\n".getBytes(UTF_8)) {
            write(new byte[] {one});
        }

        assertThat(printed.toString(UTF_8)).isEqualTo("\u65e5\ud83d\ude00\n");
    }

    @Test
    void passesOnLinesOfAnyLength() {
        String line = "x\u00e9".repeat(100_000);

        write((line + "\n").getBytes(UTF_8));

        assertThat(printed.toString(UTF_8)).isEqualTo(line + "\n");
    }

    @Test
    void replacesWhatIsNoText() {
        write(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82});
        output.close();

        assertThat(printed.toString(UTF_8)).isEqualTo("a\ufffdb\ufffd");
    }

    private void write(byte[] bytes) {
        output.write(bytes, 0, bytes.length);
    }
}
