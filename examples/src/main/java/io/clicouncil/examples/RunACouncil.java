package io.clicouncil.examples;

import io.clicouncil.Council;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.testkit.Script;
import io.clicouncil.testkit.ScriptedAdapter;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.nio.file.Path;

/** Runs a council in this process, with two agents that follow a script. Arguments: a repository, a folder for worktrees. */
public final class RunACouncil {
    private RunACouncil() {}

    /** Runs it. */
    public static void main(String[] args) {
        CommandRunner commands = new ZtCommandRunner();
        var workspaces = new GitWorkspaceProvider(Path.of(args[1]), commands, HostEnvironment.current());
        CouncilTask task = CouncilTask.of("greet the reader", Path.of(args[0]))
                .agents(
                        Agent.of(
                                "dear",
                                ScriptedAdapter.named("dear")
                                        .attempt(greeting("Good morning").spend("0.40"))),
                        Agent.of(
                                "cheap",
                                ScriptedAdapter.named("cheap")
                                        .attempt(greeting("Hello").spend("0.02"))))
                .checks(Check.shell("grep -q reader greeting.txt"))
                .build();
        Council council = Council.of(workspaces, commands).build();
        String outcome = council.run(task)
                .map(result -> result.winner() + ": " + result.selection().reason())
                .block();
        System.out.println(outcome);
    }

    private static Script greeting(String words) {
        return Script.begin().write("greeting.txt", words + ", dear reader\n");
    }
}
