package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.clicouncil.config.ConfigLoader;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of {@code council.yml} accepts and refuses what the command does. */
class ConfigSchemaTest {
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path folder;

    @Test
    void acceptsTheExample() throws IOException {
        assertThat(violations(Files.readString(DOCS.resolve("council.example.yml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1",
                "agents: { a: , b.c-d_e: { adapter: x, model: 2.10, anything: [1] } }",
                "agents: { a: { maxCost: 0, env: { pass: [A], set: { B: 1, C: true, D: x } } } }",
                "agents: { a: { limits: { timeout: 1s, retries: 0, retryDelay: 0s } } }",
                "checks: [a, true, { run: c }, { name: b, run: [b, c, 1], timeout: 5m, required: false }]",
                "limits: { timeout: 500ms, deadline: PT1H30M, retries: 100, retryDelay: P1D, concurrency: 1000 }",
                "forbid: ['deploy/**', '*.lock']",
                "limits: { changedLines: 1, changedFiles: 50 }",
                "apply: { mode: patch, allowRisky: true }",
                "sandbox: { mode: none }",
                "sandbox: { mode: required, network: [api.example.com, '*.example.org'], read: [/opt/x], write: [x] }",
                "agents: { a: { sandbox: { network: none } } }",
                "adapters: { a: { command: [x] } }",
                "prices: { 'my/model': { input: 1.25, output: 10, cacheRead: 0, cacheWrite: 0.5 } }",
            })
    void agreesWithTheCommandOnWhatIsRight(String yaml) throws IOException {
        assertThat(violations(yaml)).isEmpty();
        assertThatCode(() -> load(yaml)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a",
                "version: 2",
                "agnets: {}",
                "worth: -2",
                "agents: []",
                "agents: { A: {} }",
                "agents: { a.lock: {} }",
                "agents: { a: { adapter: [] } }",
                "agents: { a: { maxCost: -1 } }",
                "agents: { a: { maxCost: 1000000000 } }",
                "agents: { a: { sandbox: { mode: off } } }",
                "agents: { a: { limits: { deadline: 1h } } }",
                "agents: { a: { env: { set: { COUNCIL_X: 1 } } } }",
                "agents: { a: { env: { pass: [a=b] } } }",
                "agents: { a: { env: { set: { a: } } } }",
                "adapters: { a: 5 }",
                "checks: a",
                "checks: [[a]]",
                "checks: [{ name: a }]",
                "checks: [{ run: a, repeat: 0 }]",
                "checks: [{ run: a, report: ../x.xml }]",
                "expect: a",
                "hidden: []",
                "checks: [{ run: [] }]",
                "checks: ['']",
                "protect: [{}]",
                "frame: off",
                "limits: { timeout: 30 }",
                "limits: { timeout: 0s }",
                "limits: { timeout: 1h30m }",
                "limits: { retries: -1 }",
                "limits: { retries: 101 }",
                "limits: { concurrency: 0 }",
                "limits: { budget: -5 }",
                "forbid: deploy",
                "limits: { changedLines: 0 }",
                "limits: { changedFiles: many }",
                "agents: { a: { limits: { changedLines: 1 } } }",
                "strategy: rice",
                "select: best",
                "sandbox: { mode: always }",
                "sandbox: { network: ['a b'] }",
                "apply: { mode: rebase }",
                "apply: { allowRisky: 'true' }",
                "workspaces: []",
                "prices: []",
                "prices: { m: { input: 1 } }",
                "prices: { m: { input: -1, output: 1 } }",
                "prices: { m: { input: 1, output: 1, cached: 1 } }",
            })
    void agreesWithTheCommandOnWhatIsWrong(String yaml) throws IOException {
        assertThat(violations(yaml)).isNotEmpty();
        assertThatThrownBy(() -> load(yaml)).isInstanceOf(CouncilException.class);
    }

    private CouncilConfig load(String yaml) throws IOException {
        Files.writeString(folder.resolve("council.yml"), yaml);
        return new ConfigLoader(Map.of("HOME", folder.toString())).load(folder, folder);
    }

    private static List<String> violations(String yaml) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(DOCS.resolve("council.schema.json")));
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }
}
