package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.CLIAdapter;

/**
 * A model that Ollama runs, asked once: it is shown files of the repository, and its answer is applied as edits. The agent
 * must name a {@code model}. Options:
 *
 * <ul>
 *   <li>{@code url}: where the server is; left out, where {@code OLLAMA_HOST} says, else {@code http://127.0.0.1:11434}.
 *   <li>{@code pricePerHour}: US dollars for an hour of the machine; left out, an answer costs nothing.
 *   <li>{@code context}: the most tokens of context to use, 32768 by default; never more than the model was made for.
 * </ul>
 *
 * @since 0.1
 */
public final class OllamaAdapterFactory implements AdapterFactory {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = "ollama";

    /** Made by the service loader. */
    public OllamaAdapterFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "A model of one's own that Ollama runs; its answer is applied as edits.";
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        return new OllamaAdapter(context, OllamaOptions.of(context));
    }
}
