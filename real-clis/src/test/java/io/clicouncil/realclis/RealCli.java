package io.clicouncil.realclis;

import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import io.clicouncil.json.Json;
import io.clicouncil.realclis.api.Prices;
import io.clicouncil.realclis.api.Script;
import io.clicouncil.realclis.api.Tokens;
import io.clicouncil.realclis.api.Wire;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The coding agents that are tried: the version, a model of theirs, and how each is led to a provider of ours. */
enum RealCli {
    /** Claude Code. */
    CLAUDE("claude-code", "@anthropic-ai/claude-code", "2.1.329", Wire.ANTHROPIC, "claude-opus-5-5", 10),
    /** Codex. */
    CODEX("codex", "@openai/codex", "0.169.0", Wire.RESPONSES, "gpt-5.5", 20),
    /** Gemini CLI. */
    GEMINI("gemini", "@google/gemini-cli", "0.61.0", Wire.GEMINI, "gemini-2.5-pro", 30),
    /** OpenCode. */
    OPENCODE("opencode", "opencode-ai", "1.18.33", Wire.CHAT_COMPLETIONS, "loopback/coder", 40),
    /** Qwen Code. */
    QWEN("qwen-code", "@qwen-code/qwen-code", "0.24.4", Wire.CHAT_COMPLETIONS, "qwen3-coder-plus", 50);

    private final String adapter;
    private final String spec;
    private final String version;
    private final Wire wire;
    private final String model;
    private final long own;

    RealCli(String adapter, String spec, String version, Wire wire, String model, long own) {
        this.adapter = adapter;
        this.spec = spec;
        this.version = version;
        this.wire = wire;
        this.model = model;
        this.own = own;
    }

    /** The adapter that drives it; the agent is called so as well. */
    String adapter() {
        return adapter;
    }

    /** The name of its executable. */
    String command() {
        return switch (this) {
            case CLAUDE -> "claude";
            case QWEN -> "qwen";
            case CODEX, GEMINI, OPENCODE -> adapter;
        };
    }

    NpmPackage npm() {
        return new NpmPackage(adapter, spec, version);
    }

    Wire wire() {
        return wire;
    }

    String model() {
        return model;
    }

    /** What its provider charges: the public list, and for OpenCode's model what its configuration says. */
    Prices prices() {
        return switch (this) {
            case CLAUDE -> Prices.of("4", "0.2", "5", "20");
            case CODEX -> Prices.of("5", "0.5", "0", "30");
            case GEMINI -> Prices.of("1.25", "0.125", "0", "10");
            case OPENCODE -> Prices.of("2", "0.5", "0", "8");
            // The list names no price for what comes from a cache: it counts as fresh.
            case QWEN -> Prices.of("1", "1", "0", "5");
        };
    }

    /** How its cost is known. */
    CostSource costSource() {
        return switch (this) {
            case CLAUDE, OPENCODE -> CostSource.REPORTED;
            case CODEX, GEMINI, QWEN -> CostSource.DERIVED;
        };
    }

    /** These tokens, as its result is to have them: only some tell what was written to a cache. */
    Usage usage(Tokens tokens) {
        return new Usage(
                tokens.fresh(),
                tokens.output(),
                tokens.cacheRead(),
                switch (this) {
                    case CLAUDE -> Long.valueOf(tokens.cacheWrite());
                    case OPENCODE, CODEX -> Long.valueOf(0);
                    case GEMINI, QWEN -> null;
                });
    }

    /** What it asks for in spite of its switches. */
    List<String> knownToAskFor() {
        return switch (this) {
            case OPENCODE -> List.of("CONNECT registry.npmjs.org:443");
            case CLAUDE, CODEX, GEMINI, QWEN -> List.of();
        };
    }

    /** The one that this adapter drives. */
    static RealCli of(String adapter) {
        return Arrays.stream(values())
                .filter(cli -> cli.adapter.equals(adapter))
                .findFirst()
                .orElseThrow();
    }

    /** What it is billed with for these tokens. */
    BigDecimal bill(Tokens tokens) {
        return prices().bill(tokens);
    }

    /** A model that writes a greeting, with counts of tokens that no other agent has. */
    Script greeting() {
        return Script.writing(
                "hello.txt",
                "hello from " + adapter,
                new Tokens(1000 + own, 4000 + own, 500 + own, 60 + own, 20),
                new Tokens(1100 + own, 4000 + own, 50 + own, 70 + own, 20));
    }

    /** The variable that holds its key, which is a fake one. */
    String keyVariable() {
        return switch (this) {
            case CLAUDE -> "ANTHROPIC_API_KEY";
            case CODEX -> "CODEX_API_KEY";
            case GEMINI -> "GEMINI_API_KEY";
            case OPENCODE, QWEN -> "OPENAI_API_KEY";
        };
    }

    /**
     * Its entry in {@code council.yml}.
     *
     * @param url its provider
     * @param proxy the variables that lead to its proxy
     * @param limits further fields, each with a comma after it
     */
    String entry(String url, Map<String, String> proxy, String limits) {
        return entry("adapter: " + adapter, url, proxy, limits);
    }

    /** The same for the Agent Client Protocol. */
    String acpEntry(String url, Map<String, String> proxy, String limits) {
        String command = switch (this) {
            case GEMINI -> "gemini, --acp, -m, \"{model}\"";
            case QWEN -> "qwen, --acp, --auth-type, openai, --model, \"{model}\"";
            case CLAUDE, CODEX, OPENCODE ->
                throw new IllegalArgumentException(
                        this + " takes no model by its command, or speaks it by another one");
        };
        return entry("adapter: acp, command: [" + command + "], keys: [" + keyVariable() + "]", url, proxy, limits);
    }

    private String entry(String driver, String url, Map<String, String> proxy, String limits) {
        Map<String, String> set = new HashMap<>(proxy);
        switch (this) {
            case CLAUDE -> set.put("ANTHROPIC_BASE_URL", url);
            case GEMINI -> set.put("GOOGLE_GEMINI_BASE_URL", url);
            case QWEN -> set.put("OPENAI_BASE_URL", url + "/v1");
            case CODEX, OPENCODE -> {
                // They are configured in the home.
            }
        }
        // JSON is YAML too.
        return "  %s: { %s, model: \"%s\",%s env: { set: %s } }%n"
                .formatted(adapter, driver, model, limits, Json.line(Json.tree(set)));
    }

    /** Writes what it needs to know in the user's home: those that take no other provider from their environment. */
    void configure(Path home, String url) throws IOException {
        switch (this) {
            case CODEX -> write(home.resolve(".codex/config.toml"), """
                    model_provider = "loopback"

                    [model_providers.loopback]
                    name = "loopback"
                    base_url = "%s/v1"
                    wire_api = "responses"
                    env_key = "CODEX_API_KEY"
                    request_max_retries = 0
                    stream_max_retries = 0
                    """.formatted(url));
            case OPENCODE -> write(home.resolve(".config/opencode/opencode.json"), """
                    {"provider": {"loopback": {
                      "npm": "@ai-sdk/openai-compatible",
                      "name": "loopback",
                      "options": {"baseURL": "%s/v1", "apiKey": "{env:OPENAI_API_KEY}"},
                      "models": {"coder": {
                        "name": "coder",
                        "cost": {"input": 2, "output": 8, "cache_read": 0.5},
                        "limit": {"context": 128000, "output": 8192}}}}}}
                    """.formatted(url));
            case CLAUDE, GEMINI, QWEN -> {
                // The environment says it all.
            }
        }
    }

    /** Writes what signs it in, as its own command to do so would, with a key that is a fake one. */
    void signIn(Path home) throws IOException {
        switch (this) {
            case CODEX -> {
                Path config = home.resolve(".codex/config.toml");
                String asked = Files.readString(config).replaceFirst("env_key = .*", "requires_openai_auth = true");
                write(config, asked);
                write(home.resolve(".codex/auth.json"), "{\"OPENAI_API_KEY\": \"sk-fake-codex\"}\n");
            }
            case CLAUDE -> {
                write(home.resolve(".claude.json"), "{\"hasCompletedOnboarding\": true}\n");
                write(home.resolve(".claude/.credentials.json"), """
                        {"claudeAiOauth": {
                          "accessToken": "sk-ant-oat01-fake",
                          "refreshToken": "sk-ant-ort01-fake",
                          "expiresAt": 4102444800000,
                          "scopes": ["user:inference", "user:profile"],
                          "subscriptionType": "max"}}
                        """);
            }
            case GEMINI, OPENCODE, QWEN -> throw new IllegalArgumentException(this + " has not been tried so");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
