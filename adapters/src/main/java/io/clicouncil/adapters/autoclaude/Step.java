package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One of the commands of an attempt, with files of its own. */
final class Step {
    private final TaskAssignment assignment;
    private final Map<String, String> environment;
    private final Path stdout;
    private final Path stderr;
    private final Secrets secrets;
    private final Progress progress;
    private volatile @Nullable CommandResult result;

    /**
     * A step that has not begun.
     *
     * @param name what its files are called
     * @param environment its whole environment
     * @param progress what understands its output
     */
    Step(String name, TaskAssignment assignment, Map<String, String> environment, Progress progress) {
        this.assignment = assignment;
        this.environment = environment;
        this.stdout = assignment.files().resolve(name + ".out");
        this.stderr = assignment.files().resolve(name + ".err");
        this.secrets = Secrets.of(environment);
        this.progress = progress;
    }

    /** Runs it, or goes on with it where a council before this one began it. */
    Flux<AgentEvent> events(CommandRunner commands, List<String> command, Duration timeout) {
        CommandSpec spec = new CommandSpec(
                command,
                assignment.directory(),
                environment,
                // It asks a question when it is interrupted: an empty answer ends it.
                null,
                stdout,
                stderr,
                assignment.limits().timeout(timeout),
                assignment.stop(),
                assignment.sandbox());
        // One at a time, so that demand reaches the files.
        return (assignment.resumed() ? commands.resume(spec) : commands.run(spec)).concatMap(this::translate, 1);
    }

    /** How it ended, or null where it has not. */
    @Nullable
    CommandResult result() {
        return result;
    }

    /** What it said when it was over. Blocks. */
    Said said() {
        return Said.of(stdout, stderr);
    }

    private Flux<AgentEvent> translate(CommandEvent event) {
        if (event instanceof CommandEvent.Started begun) {
            return Flux.just(new AgentEvent.Started(begun.pid(), begun.time()));
        }
        if (event instanceof CommandEvent.Ended ended) {
            result = ended.result();
            return Flux.empty();
        }
        CommandEvent.Line line = (CommandEvent.Line) event;
        List<AgentEvent> events = new ArrayList<>();
        events.add(new AgentEvent.Output(line.channel(), secrets.out(line.text())));
        if (line.channel() == Channel.STDOUT) {
            progress.read(line.text()).forEach(text -> events.add(new AgentEvent.Activity(secrets.out(text))));
        }
        return Flux.fromIterable(events);
    }
}
