package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapters.autoclaude.AutoClaudeAdapterFactory;
import io.clicouncil.adapters.ollama.OllamaAdapterFactory;
import java.util.List;

/**
 * The adapters that come with the council, for those who wire it by hand rather than by {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public final class BuiltInAdapters {
    private BuiltInAdapters() {}

    /** All of them, in the order in which they are listed for people. */
    public static List<AdapterFactory> all() {
        return List.of(
                new ClaudeCodeAdapterFactory(),
                new ShippedAdapters.Gemini(),
                new ShippedAdapters.Codex(),
                new ShippedAdapters.OpenCode(),
                new ShippedAdapters.QwenCode(),
                new ShippedAdapters.Copilot(),
                new ShippedAdapters.Aider(),
                new ShippedAdapters.Cursor(),
                new ShippedAdapters.Goose(),
                new ShippedAdapters.Amp(),
                new ShippedAdapters.Antigravity(),
                new AutoClaudeAdapterFactory(),
                new AcpAdapterFactory(),
                new OllamaAdapterFactory(),
                new CommandAdapterFactory());
    }
}
