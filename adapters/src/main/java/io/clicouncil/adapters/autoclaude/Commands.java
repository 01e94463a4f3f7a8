package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.TaskAssignment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the two programs of a checkout are called for an attempt. */
final class Commands {
    private static final String CONFIG_FOLDER = "CLAUDE_CONFIG_DIR";

    /**
     * Lines as soon as they are printed, and in UTF-8; nothing in the background; no memory that attempts share, and no
     * tickets in a tracker, which its own settings may ask for.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "PYTHONUNBUFFERED", "1",
            "PYTHONIOENCODING", "utf-8",
            "DISABLE_AUTOUPDATER", "1",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "GRAPHITI_ENABLED", "false",
            "LINEAR_API_KEY", "");

    private final Checkout checkout;
    private final AutoClaudeOptions options;
    private final TaskAssignment assignment;

    Commands(Checkout checkout, AutoClaudeOptions options, TaskAssignment assignment) {
        this.checkout = checkout;
        this.options = options;
        this.assignment = assignment;
    }

    /** The command that writes a specification and leaves it at that. */
    List<String> spec() {
        List<String> command = program(checkout.specRunner());
        command.addAll(List.of("--task-file", assignment.promptFile().toString()));
        command.addAll(List.of("--complexity", options.complexity(), "--auto-approve", "--no-build"));
        return command;
    }

    /** The command that builds a specification, here rather than in a worktree of its own. */
    List<String> build(String spec) {
        List<String> command = program(checkout.run());
        command.addAll(List.of("--spec", spec, "--auto-continue", "--direct"));
        command.addAll(List.of("--max-iterations", String.valueOf(options.maxIterations())));
        if (options.skipQa()) {
            command.add("--skip-qa");
        }
        return command;
    }

    private List<String> program(Path script) {
        List<String> command = new ArrayList<>(List.of(checkout.python(), script.toString()));
        command.addAll(List.of("--project-dir", assignment.directory().toString()));
        if (assignment.model() != null) {
            command.addAll(List.of("--model", assignment.model()));
        }
        return command;
    }

    /** The environment of both. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.put(CONFIG_FOLDER, ownTranscripts().toString());
        environment.putAll(assignment.environment());
        return environment;
    }

    /** Where the transcripts of this attempt are, if the user does not keep them elsewhere together with others. */
    Path ownTranscripts() {
        return assignment.own().resolve("claude");
    }
}
