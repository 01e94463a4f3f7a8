package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapter.CLIAdapter;

/**
 * Auto-Claude, versions 2.0 to 2.7: later ones have no command line. It works in the agent's own workspace and on the
 * agent's own branch, without a worktree of its own. It needs {@code CLAUDE_CODE_OAUTH_TOKEN} or {@code
 * ANTHROPIC_AUTH_TOKEN}. Options:
 *
 * <ul>
 *   <li>{@code home} (required): the folder of its checkout; may begin with {@code ~/}.
 *   <li>{@code python}: the Python that runs it; left out, that of a {@code .venv} in the checkout, else {@code python3}.
 *   <li>{@code maxIterations}: the most sessions of a build, 30 by default.
 *   <li>{@code complexity}: {@code simple}, {@code standard} (default) or {@code complex}.
 *   <li>{@code skipQa}: true for no quality check of its own; false by default.
 * </ul>
 *
 * @since 0.1
 */
public final class AutoClaudeAdapterFactory implements AdapterFactory {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = "auto-claude";

    /** Made by the service loader. */
    public AutoClaudeAdapterFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Auto-Claude up to 2.7, which plans, builds and reviews in several sessions of Claude Code.";
    }

    @Override
    public AdapterProfile profile() {
        return new AdapterProfile(null, "2.0", null);
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        return new AutoClaudeAdapter(context, AutoClaudeOptions.of(context));
    }
}
