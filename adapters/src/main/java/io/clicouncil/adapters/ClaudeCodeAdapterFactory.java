package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.Needs;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Claude Code, run headless: {@code claude -p} with its events on standard output and the prompt on standard input. It may
 * edit files in its workspace; other tools need {@code arguments} that allow them. The repository's own settings are not
 * read. A repair goes on in the session of the attempt before it, and is billed with what it adds to that.
 *
 * <p>Options: {@code arguments}, a list of further arguments for {@code claude}.
 *
 * @since 0.1
 */
public final class ClaudeCodeAdapterFactory implements AdapterFactory {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = "claude-code";

    private static final String TRIED = "2.1.329";
    private static final String EXECUTABLE = "claude";
    private static final String API_KEY = "ANTHROPIC_API_KEY";
    private static final String AUTH_TOKEN = "ANTHROPIC_AUTH_TOKEN";
    private static final String OAUTH_TOKEN = "CLAUDE_CODE_OAUTH_TOKEN";
    private static final String CONFIG_FOLDER = "CLAUDE_CONFIG_DIR";
    private static final Set<String> KEYS =
            Set.of(API_KEY, AUTH_TOKEN, ClaudeTranscript.BASE_URL, OAUTH_TOKEN, CONFIG_FOLDER);

    /** Nothing in the background, and few retries of its own: the council waits and tries again by its own rules. */
    private static final Map<String, String> SETTINGS = Map.of(
            "DISABLE_AUTOUPDATER", "1",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "CLAUDE_CODE_MAX_RETRIES", "2");

    private static final List<List<String>> START = List.of(
            List.of(EXECUTABLE, "-p"),
            List.of("--output-format", "stream-json", "--verbose"),
            List.of("--permission-mode", "acceptEdits"));

    private static final List<List<String>> REST = List.of(
            List.of("--model", "{model}"), List.of("--max-budget-usd", "{maxCost}"), List.of("--resume", "{session}"));

    /** Neither the settings of the repository nor its list of MCP servers, which could run anything. */
    private static final List<String> UNTRUSTING = List.of("--setting-sources", "user", "--strict-mcp-config");

    /** {@code ~/.claude.json} lies beside its folder, unless that has a name of its own. */
    static final List<String> STATE = List.of("~/.claude", "~/.claude.json", "$CLAUDE_CONFIG_DIR");

    /** The files that sign it in. */
    static final List<String> SIGNS = List.of("~/.claude/.credentials.json", "$CLAUDE_CONFIG_DIR/.credentials.json");

    private static final Pattern UNKNOWN_SESSION = Pattern.compile("No conversation found with session ID");

    /** Made by the service loader. */
    public ClaudeCodeAdapterFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Claude Code, the coding agent of Anthropic.";
    }

    @Override
    public AdapterProfile profile() {
        return new AdapterProfile(TRIED, null, null);
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        Fields options = Fields.of("agent '" + context.agent() + "'", context.options(), "arguments");
        List<List<String>> command = new ArrayList<>(START);
        if (!context.trustRepoConfig()) {
            command.add(UNTRUSTING);
        }
        command.addAll(REST);
        options.texts("arguments").forEach(argument -> command.add(List.of(argument)));
        return new ProcessAdapter(ID, new Claude(context, new CommandTemplate(command, PromptMode.STDIN)), context);
    }

    private record Claude(AdapterContext context, CommandTemplate template) implements Dialect {
        @Override
        public Capabilities capabilities() {
            return new Capabilities(KEYS, true, true, null, Needs.ofState(STATE, SIGNS, context.environment()));
        }

        @Override
        public Invocation invocation(TaskAssignment assignment) {
            return template.fill(assignment, SETTINGS);
        }

        @Override
        public Transcript transcript(TaskAssignment assignment) {
            return new ClaudeTranscript(
                    assignment.directory(), assignment.environment(), Clock.system(ZoneId.systemDefault()));
        }

        @Override
        public Pattern unknownSession() {
            return UNKNOWN_SESSION;
        }

        @Override
        public Mono<Availability> probe() {
            return Probe.ofVersion(EXECUTABLE, List.of("--version"), null, "npm install -g @anthropic-ai/claude-code")
                    .run(context, asked -> signIn(asked.environment()).seen(asked.environment()));
        }

        /** Its credentials are where its settings are. */
        private static SignIn signIn(Map<String, String> environment) {
            String folder = environment.containsKey(CONFIG_FOLDER) ? "$" + CONFIG_FOLDER : "~/.claude";
            return new SignIn(List.of(API_KEY, AUTH_TOKEN, OAUTH_TOKEN), List.of(folder + "/.credentials.json"));
        }
    }
}
