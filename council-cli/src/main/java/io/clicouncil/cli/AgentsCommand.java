package io.clicouncil.cli;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapter.Availability;
import io.clicouncil.cli.view.AgentsView;
import io.clicouncil.config.ConfiguredAgent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import io.clicouncil.task.Agent;
import io.clicouncil.text.Nearest;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import reactor.core.publisher.Flux;

/** Who can be asked. */
@Command(
        name = "agents",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the agents that are configured or known.",
            "Says of each whether it is here and what it can do. Spends nothing."
        },
        footer = {"", "Examples:", "  council agents", "  council agents --show gemini"})
final class AgentsCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(
            names = "--show",
            paramLabel = "NAME",
            description = "Print the manifest of this agent or adapter that is in force.")
    private @Nullable String show;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.of(council, new TaskOptions());
        PrintStream out = council.terminal().out();
        if (show != null) {
            out.print(manifest(invocation, show));
            return ExitCode.OK;
        }
        AgentsView view = new AgentsView(found(invocation.agents()), adapters(invocation));
        switch (invocation.format(format)) {
            case text -> view.lines(council.style()).forEach(out::println);
            case json -> out.println(Json.pretty(view.document()));
            case ndjson -> out.println(Json.line(view.document()));
        }
        return ExitCode.OK;
    }

    private static List<AgentsView.Found> found(List<Agent> agents) {
        return Objects.requireNonNull(Flux.fromIterable(agents)
                .flatMapSequential(agent -> agent.adapter()
                        .probe()
                        .map((Availability availability) -> new AgentsView.Found(agent, availability)))
                .collectList()
                .block());
    }

    private static List<AgentsView.Known> adapters(Invocation invocation) {
        InstalledAgents installed = invocation.installed();
        return invocation.engine().adapters(invocation.config()).factories().stream()
                .map(installed::look)
                .toList();
    }

    private static String manifest(Invocation invocation, String name) {
        String id = invocation.config().agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .map(ConfiguredAgent::adapterId)
                .orElse(name);
        var known = invocation.engine().adapters(invocation.config());
        AdapterFactory factory = known.find(id);
        if (factory == null) {
            throw CouncilException.usage(Nearest.unknown("adapter", id, known.ids()));
        }
        AdapterProfile profile = factory.profile();
        if (profile == null || profile.manifest() == null) {
            throw CouncilException.usage("the adapter '" + id + "' is written in Java and has no manifest");
        }
        return profile.manifest();
    }
}
