package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.cli.live.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures in the documents, taken of the real command in a pseudo terminal. {@code -Dpictures=write} puts new ones in
 * place; otherwise those that are there must show what it shows today, but for times and ids.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PicturesIT {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>(.*)</text>");
    private static final int COLUMNS = 100;

    @TempDir
    Path folder;

    private static SourceTree launcher;

    private Console console;

    @BeforeAll
    static void makeTheLauncher(@TempDir Path shared) throws Exception {
        assumeTrue(new ZtCommandRunner().sandboxes().available(), "without walls every result says so");
        launcher = Console.launcher(shared);
    }

    @BeforeEach
    void sitDown() throws Exception {
        console = new Console(folder, launcher);
    }

    @Test
    void theEndOfTheDemo() throws Exception {
        try (Pty pty = console.council(COLUMNS, 40, "demo")) {
            assertThat(pty.exitCode()).isZero();
            hold("demo.svg", "The end of council demo: three agents, their results, and the winner", pty);
        }
    }

    @Test
    void aRunThatGoesOn() throws Exception {
        Path gate = folder.resolve("gate");
        String wait = "until [ -f '" + gate + "' ]; do sleep 0.1; done; ";
        console.project()
                .configure(new TreeMap<>(Map.of(
                        "careful",
                        "echo 'reading src/Dates.java'; printf 'one\\ntwo\\n' >>file.txt; " + wait,
                        "local",
                        "echo right >file.txt; echo '{\"cost_usd\": 0}'",
                        "quick",
                        "echo 'running the tests'; echo right >file.txt; " + wait)))
                .withoutWalls();
        try (Pty pty = console.council(COLUMNS, 24, "run", "dates accept ISO weeks")) {
            pty.awaitText("+2 -0");
            pty.awaitText("+1 -1  running");
            pty.awaitText("local: eligible");
            hold("live.svg", "A run that goes on: a row for each agent that works, and one for the run", pty);
            Files.writeString(gate, "");
            pty.exitCode();
        }
    }

    private static void hold(String name, String title, Pty pty) throws IOException {
        String drawn = Picture.of(title, COLUMNS, pty.screen().pieces());
        if (System.getProperty("pictures", "").equals("write")) {
            Files.writeString(DOCS.resolve(name), drawn);
        }
        assertThat(texts(Files.readString(DOCS.resolve(name))))
                .as(DOCS.resolve(name) + " is old; -Dpictures=write takes it anew")
                .containsExactlyElementsOf(texts(drawn));
    }

    /** In any order, as agents come and go in any. */
    private static List<String> texts(String svg) {
        return TEXT.matcher(svg)
                .results()
                .map(text -> Pty.masked(text.group(1)).replaceAll("[0-9a-f]{10}", "COMMIT"))
                .sorted()
                .toList();
    }
}
