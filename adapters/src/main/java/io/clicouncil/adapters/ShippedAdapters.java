package io.clicouncil.adapters;

/**
 * The command lines that manifests of ours describe, each with a class to its name, which is how the service loader finds
 * them. The manifests are resources, {@code manifests/<id>.yml}.
 *
 * @since 0.1
 */
public final class ShippedAdapters {
    private ShippedAdapters() {}

    /** Gemini CLI. */
    public static final class Gemini extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Gemini() {
            super("gemini");
        }
    }

    /** Codex. */
    public static final class Codex extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Codex() {
            super("codex");
        }
    }

    /** OpenCode. */
    public static final class OpenCode extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public OpenCode() {
            super("opencode");
        }
    }

    /** Qwen Code. */
    public static final class QwenCode extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public QwenCode() {
            super("qwen-code");
        }
    }

    /** GitHub Copilot CLI. */
    public static final class Copilot extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Copilot() {
            super("copilot");
        }
    }

    /** Aider. */
    public static final class Aider extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Aider() {
            super("aider");
        }
    }

    /** Cursor's agent. */
    public static final class Cursor extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Cursor() {
            super("cursor");
        }
    }

    /** Goose. */
    public static final class Goose extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Goose() {
            super("goose");
        }
    }

    /** Amp. */
    public static final class Amp extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Amp() {
            super("amp");
        }
    }

    /** Antigravity CLI. */
    public static final class Antigravity extends ManifestAdapterFactory {
        /** Made by the service loader. */
        public Antigravity() {
            super("antigravity");
        }
    }
}
