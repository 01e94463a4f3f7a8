package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the POSIX locale a JVM cannot put a non-ASCII letter into an argument list; a supervisor's job file can. */
class OtherLocaleTest {
    private static final String ARGUMENT = "\u00fc \u2603 \uD83D\uDE00";

    @TempDir
    Path folder;

    @Test
    @Tag("F62")
    void argumentsAndEnvironmentArriveWholeFromAJvmInThePosixLocale() throws IOException {
        Bench bench = new Bench(folder);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        CommandSpec jvm = bench.spec(
                List.of(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherLocaleTest.class.getName(),
                        folder.toString()),
                folder,
                Map.of("LC_ALL", "POSIX"),
                Bench.LONG_ENOUGH);

        List<CommandEvent> events = Objects.requireNonNull(new ZtCommandRunner(Duration.ofSeconds(1))
                .run(jvm)
                .collectList()
                .block(Bench.LONG_ENOUGH));

        assertThat(Bench.result(events).ending()).isEqualTo(Ending.EXITED);
        assertThat(Files.readString(folder.resolve("inner"))).isEqualTo(ARGUMENT + "|" + ARGUMENT);
        bench.assertNothingLeft();
    }

    /** What the other JVM does: a runner in a runner, and so a namespace in a namespace. */
    public static void main(String[] arguments) {
        Path here = Path.of(arguments[0]);
        CommandSpec spec = new CommandSpec(
                List.of("/bin/sh", "-c", "printf '%s|%s' \"$1\" \"$LETTERS\"", "sh", ARGUMENT),
                here,
                Map.of("LETTERS", ARGUMENT),
                null,
                here.resolve("inner"),
                here.resolve("inner-err"),
                CommandLimits.time(Bench.LONG_ENOUGH),
                StopSignal.create());
        new ZtCommandRunner().run(spec).blockLast(Bench.LONG_ENOUGH);
        if (StandardCharsets.UTF_8.equals(Charset.defaultCharset())
                && Runtime.version().feature() < 18) {
            throw new IllegalStateException("this JVM is in no POSIX locale");
        }
    }
}
