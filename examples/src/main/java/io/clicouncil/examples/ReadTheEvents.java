package io.clicouncil.examples;

import io.clicouncil.Council;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.testkit.Script;
import io.clicouncil.testkit.ScriptedAdapter;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Reads the events of a run in which an agent is turned away once. Arguments: a repository, a folder for worktrees. */
public final class ReadTheEvents {
    private ReadTheEvents() {}

    /** Runs it. */
    public static void main(String[] args) {
        CommandRunner commands = new ZtCommandRunner();
        var workspaces = new GitWorkspaceProvider(Path.of(args[1]), commands, HostEnvironment.current());
        Limits limits = new Limits(
                CommandLimits.time(Duration.ofMinutes(5)),
                Duration.ofMinutes(10),
                new RetryPolicy(1, Duration.ofMillis(100)),
                1,
                null,
                null);
        CouncilTask task = CouncilTask.of("write the notes", Path.of(args[0]))
                .agents(Agent.of(
                        "patient",
                        ScriptedAdapter.named("scripted")
                                .attempt(Script.begin().fail(FailureKind.RATE_LIMITED, "come back later"))
                                .attempt(Script.begin()
                                        .write("notes.txt", "noted\n")
                                        .spend("0.05"))))
                .checks(Check.shell("test -s notes.txt"))
                .limits(limits)
                .build();

        Flux<CouncilEvent> events = Council.of(workspaces, commands).build().stream(task);
        events.doOnNext(event -> {
                    if (event instanceof CouncilEvent.RetryScheduled retry) {
                        System.out.println(retry.agent() + " waits after " + retry.cause());
                    } else if (event instanceof CouncilEvent.CheckFinished check) {
                        System.out.println(check.agent() + ": " + check.check().name() + " "
                                + check.check().words());
                    } else if (event instanceof CouncilEvent.RunFinished finished) {
                        System.out.println("winner: " + finished.result().winner());
                    }
                })
                .blockLast();
    }
}
