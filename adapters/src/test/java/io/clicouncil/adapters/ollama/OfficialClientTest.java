package io.clicouncil.adapters.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ollama's own JavaScript client against our server: it understands each of its answers, so our tests mean something. */
@Tag("real-clis")
class OfficialClientTest {
    private static final String VERSION = "0.6.4";
    private static final Path CACHE =
            Path.of(System.getProperty("user.home"), ".cache", "council-tests", "ollama-" + VERSION);
    private static final int MINUTES = 3;
    private static final String SCRIPT = """
            const { Ollama } = require('ollama')
            const ollama = new Ollama({ host: process.argv[2] })
            const messages = [{ role: 'user', content: 'hello' }]
            const trial = async (ask) => {
              try { return await ask() }
              catch (e) { return { error: e.message, status: e.status_code } }
            }
            const streamed = async (model) => {
              let text = '', last
              for await (const part of await ollama.chat({ model, messages, stream: true })) {
                text += part.message.content
                last = part
              }
              return { text, last }
            }
            const main = async () => {
              const model = process.argv[3]
              const seen = {
                list: await trial(() => ollama.list()),
                show: await trial(() => ollama.show({ model })),
                showMissing: await trial(() => ollama.show({ model: 'none' })),
                streamed: await trial(() => streamed(model)),
                whole: await trial(() => ollama.chat({ model, messages })),
                busy: await trial(() => ollama.chat({ model, messages })),
                midway: await trial(() => streamed(model)),
                brokenOff: await trial(() => streamed(model)),
              }
              console.log(JSON.stringify(seen))
            }
            main()
            """;

    private final FakeOllama fake = new FakeOllama();

    @TempDir
    private Path folder;

    @BeforeAll
    static void installClient() throws IOException, InterruptedException {
        if (!Files.exists(CACHE.resolve("node_modules/ollama/package.json"))) {
            Files.createDirectories(CACHE);
            run(List.of(
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--prefix",
                    CACHE.toString(),
                    "ollama@" + VERSION));
        }
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void understandsOurServer() throws IOException, InterruptedException {
        Reply answer = Reply.lines(
                Reply.content("hello ☃ "), Reply.content("wörld"), Reply.done("stop", 11, 22, 36_000_000_000L));
        fake.replies(answer.inPiecesOf(5))
                .replies(answer)
                .replies(Reply.error(503, "server busy, please try again. maximum pending requests exceeded"))
                .replies(Reply.lines(Reply.content("a"), "{\"error\":\"broken\"}"))
                .replies(Reply.lines(Reply.content("a")));
        Path script = Files.writeString(folder.resolve("client.cjs"), SCRIPT);

        JsonNode seen = Reply.JSON.readTree(run(List.of("node", script.toString(), fake.url(), FakeOllama.MODEL)));

        assertThat(seen.at("/list/models/0/name").asString()).isEqualTo(FakeOllama.MODEL);
        assertThat(seen.at("/show/model_info/qwen3moe.context_length").intValue())
                .isEqualTo(131_072);
        assertThat(seen.at("/showMissing/status").intValue()).isEqualTo(404);
        assertThat(seen.at("/showMissing/error").asString()).isEqualTo("model 'none' not found");
        assertThat(seen.at("/streamed/text").asString()).isEqualTo("hello ☃ wörld");
        assertThat(seen.at("/streamed/last/prompt_eval_count").intValue()).isEqualTo(11);
        assertThat(seen.at("/streamed/last/eval_count").intValue()).isEqualTo(22);
        assertThat(seen.at("/streamed/last/total_duration").longValue()).isEqualTo(36_000_000_000L);
        assertThat(seen.at("/whole/message/content").asString()).isEqualTo("hello ☃ wörld");
        assertThat(seen.at("/whole/done_reason").asString()).isEqualTo("stop");
        assertThat(seen.at("/busy/status").intValue()).isEqualTo(503);
        assertThat(seen.at("/midway/error").asString()).isEqualTo("broken");
        assertThat(seen.at("/brokenOff/error").asString()).isNotEmpty();
        assertThat(fake.questions).hasSize(5);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("council-client-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_PATH", CACHE.resolve("node_modules").toString());
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with " + process.exitValue());
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
