package io.clicouncil.realclis.api;

/** The wire formats that the provider speaks. */
public enum Wire {
    /** Anthropic's Messages. */
    ANTHROPIC,
    /** Google's Gemini. */
    GEMINI,
    /** OpenAI's Responses. */
    RESPONSES,
    /** OpenAI's Chat Completions. */
    CHAT_COMPLETIONS,
    /** Ollama's chat. */
    OLLAMA;

    WireFormat format() {
        return switch (this) {
            case ANTHROPIC -> new AnthropicMessages();
            case GEMINI -> new Gemini();
            case RESPONSES -> new Responses();
            case CHAT_COMPLETIONS -> new ChatCompletions();
            case OLLAMA -> new Ollama();
        };
    }
}
