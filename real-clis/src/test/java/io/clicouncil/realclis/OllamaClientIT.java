package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.json.Json;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import io.clicouncil.realclis.api.Exchange;
import io.clicouncil.realclis.api.ModelApi;
import io.clicouncil.realclis.api.Move;
import io.clicouncil.realclis.api.Script;
import io.clicouncil.realclis.api.Tokens;
import io.clicouncil.realclis.api.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The official client of Ollama understands our provider, so what our adapter is tried with is what Ollama says. */
@Tag("real-clis")
class OllamaClientIT {
    private static final Tokens WRITING = new Tokens(900, 0, 0, 60, 0);
    private static final Tokens ENDING = new Tokens(1000, 0, 0, 70, 0);

    @TempDir
    Path folder;

    @Test
    void itReadsAStreamWithAToolCallAndItsCounts() throws IOException {
        JsonNode heard = heard("chat", Script.writing("hello.txt", "hello", WRITING, ENDING));

        assertThat(heard.path("text").asString("")).isEqualTo("I write the file.");
        assertThat(heard.at("/calls/0/function/name").asString("")).isEqualTo("write_file");
        assertThat(heard.at("/calls/0/function/arguments/file_path").asString(""))
                .isEqualTo("hello.txt");
        assertThat(heard.path("input").asInt()).isEqualTo(900);
        assertThat(heard.path("output").asInt()).isEqualTo(60);
        assertThat(heard.path("reason").asString("")).isEqualTo("stop");
    }

    @Test
    void itReadsAnAnswerInOnePiece() throws IOException {
        JsonNode heard = heard("whole", Script.writing("hello.txt", "hello", WRITING, ENDING));

        assertThat(heard.path("text").asString("")).isEqualTo("Done: wrote the file.");
        assertThat(heard.path("output").asInt()).isEqualTo(70);
    }

    @Test
    void itAsksForVersionAndModels() throws IOException {
        JsonNode heard = heard("about", Script.writing("hello.txt", "hello", WRITING, ENDING));

        assertThat(heard.path("models").path(0).asString("")).isEqualTo("tiny:1b");
        assertThat(heard.path("context").asInt()).isEqualTo(32_768);
    }

    @Test
    void itTellsThatTheServerIsBusy() throws IOException {
        JsonNode heard = heard(
                "chat", Script.writing("hello.txt", "hello", WRITING, ENDING).always(Move.refuse(503)));

        assertThat(heard.path("status").asInt()).isEqualTo(503);
        assertThat(heard.path("error").asString("")).startsWith("server busy, please try again");
    }

    /** What a program says that uses the client, as its last word. */
    private JsonNode heard(String what, Script script) throws IOException {
        Installation installation = new Installation();
        try (ModelApi ollama = ModelApi.start(Wire.OLLAMA, script)) {
            Path printed = folder.resolve("stdout");
            CommandEvent last = new ZtCommandRunner()
                    .run(new CommandSpec(
                            List.of(
                                    installation
                                            .commandsOf(NpmPackage.NODE)
                                            .resolve("node")
                                            .toString(),
                                    Path.of("src/test/node/ollama.mjs")
                                            .toAbsolutePath()
                                            .toString(),
                                    installation.folderOf(NpmPackage.OLLAMA).toString(),
                                    ollama.url(),
                                    what),
                            folder,
                            HostEnvironment.current(),
                            null,
                            printed,
                            folder.resolve("stderr"),
                            CommandLimits.time(Duration.ofMinutes(1)),
                            StopSignal.create()))
                    .blockLast();
            assertThat(last)
                    .isInstanceOfSatisfying(
                            CommandEvent.Ended.class,
                            ended -> assertThat(ended.result().succeeded()).isTrue());
            assertThat(ollama.unknown()).isEmpty();
            assertThat(ollama.exchanges()).extracting(Exchange::model).allMatch("tiny:1b"::equals);
            return Json.parse(Files.readString(printed));
        }
    }
}
