package io.clicouncil.examples;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Plugs in an adapter of one's own: an "agent" that is really {@code sed}. Arguments: a repository, a folder for
 * worktrees.
 */
public final class PlugInAnAdapter {
    private PlugInAnAdapter() {}

    /** Runs it. */
    public static void main(String[] args) {
        CommandRunner commands = new ZtCommandRunner();
        var workspaces = new GitWorkspaceProvider(Path.of(args[1]), commands, HostEnvironment.current());
        CouncilTask task = CouncilTask.of("s/colour/color/", Path.of(args[0]))
                .agents(Agent.of("sed", new SedAdapter(commands)))
                .checks(Check.shell("! grep -q colour README.md"))
                .framed(false)
                .build();
        Council council = Council.of(workspaces, commands).build();
        String outcome = council.run(task)
                .flatMap(result -> Mono.justOrEmpty(result.winningCandidate()))
                .map(winner -> winner.agent() + " won for $" + winner.cost().amount())
                .block();
        System.out.println(outcome);
    }

    /** Takes the task for a script of {@code sed}, at a tenth of a cent. */
    private static final class SedAdapter implements CLIAdapter {
        private static final Cost PRICE = Cost.reported(new BigDecimal("0.001"));

        private final CommandRunner commands;

        SedAdapter(CommandRunner commands) {
            this.commands = commands;
        }

        @Override
        public String id() {
            return "sed";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of(), true, false);
        }

        @Override
        public Mono<Availability> probe() {
            return Mono.just(Availability.ready());
        }

        @Override
        public Mono<Estimate> estimate(String prompt, @Nullable String model) {
            return Mono.just(Estimate.exactly(new BigDecimal("0.001")));
        }

        @Override
        public Flux<AgentEvent> execute(TaskAssignment assignment) {
            CommandSpec spec = new CommandSpec(
                    List.of("sed", "-i", "-f", assignment.promptFile().toString(), "README.md"),
                    assignment.directory(),
                    assignment.environment(),
                    null,
                    assignment.files().resolve("stdout"),
                    assignment.files().resolve("stderr"),
                    assignment.limits(),
                    assignment.stop());
            Flux<CommandEvent> events = assignment.resumed() ? commands.resume(spec) : commands.run(spec);
            return events.map(SedAdapter::told);
        }

        private static AgentEvent told(CommandEvent event) {
            if (event instanceof CommandEvent.Started started) {
                return new AgentEvent.Started(started.pid(), started.time());
            } else if (event instanceof CommandEvent.Line line) {
                return new AgentEvent.Output(line.channel(), line.text());
            }
            CommandResult ended = ((CommandEvent.Ended) event).result();
            return new AgentEvent.Finished(ExecutionResult.of(ended).spending(Usage.UNKNOWN, PRICE));
        }
    }
}
