package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AdapterFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BuiltInAdaptersTest {
    @Test
    void areThoseThatTheServiceLoaderFinds() {
        assertThat(ServiceLoader.load(AdapterFactory.class).stream()
                        .map(found -> found.get().id()))
                .containsExactlyElementsOf(
                        BuiltInAdapters.all().stream().map(AdapterFactory::id).toList())
                .containsExactly(
                        "claude-code",
                        "gemini",
                        "codex",
                        "opencode",
                        "qwen-code",
                        "copilot",
                        "aider",
                        "cursor",
                        "goose",
                        "amp",
                        "antigravity",
                        "auto-claude",
                        "acp",
                        "ollama",
                        "command");
    }

    @Test
    void describeThemselvesInASentence() {
        assertThat(BuiltInAdapters.all())
                .allSatisfy(factory -> assertThat(factory.description()).endsWith("."));
    }
}
