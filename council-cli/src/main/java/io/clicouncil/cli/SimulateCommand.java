package io.clicouncil.cli;

import io.clicouncil.cli.view.SimulationPlot;
import io.clicouncil.cli.view.SimulationView;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import io.clicouncil.simulation.OutcomeTable;
import io.clicouncil.simulation.Simulation;
import io.clicouncil.simulation.Simulation.Kind;
import io.clicouncil.simulation.SimulationJson;
import io.clicouncil.strategy.Outcomes;
import io.clicouncil.text.Nearest;
import io.clicouncil.text.Quoted;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What other strategies would have cost. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Says what other strategies would have solved and cost.",
            "By the outcomes of your own runs, or by a table. Spends nothing."
        },
        footer = {"", "Examples:", "  council simulate", "  council simulate outcomes.tsv --worth 2.00 --learn 0.5"})
final class SimulateCommand implements Callable<Integer> {
    private static final List<String> STRATEGIES = List.of("all", "race", "cascade");
    private static final int MOST_DIGITS = 12;

    @ParentCommand
    private CouncilCommand council;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "Outcomes, tab-separated, below a header with task, agent, passed, cost_usd and perhaps seconds"
                            + " (default: the history of this repository).")
    private @Nullable Path file;

    @Option(
            names = "--agents",
            paramLabel = "NAME",
            split = ",",
            description = "Ask only these agents, in this order (default: all).")
    private List<String> agents = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            split = ",",
            description = "Which strategies: all, race, cascade; may be given more than once (default: each).")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--worth",
            paramLabel = "USD",
            description =
                    "What a solved task is worth: a cascade does not ask an agent that costs more than its chance is"
                            + " worth. Its order is learned.")
    private @Nullable String worth;

    @Option(
            names = "--learn",
            paramLabel = "FRACTION",
            description =
                    "Learn the order of a cascade from this part of the tasks, such as 0.5, and judge the others.")
    private @Nullable String learn;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw money against tasks solved into this SVG file.")
    private @Nullable Path plot;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        Set<Kind> kinds = kinds();
        Simulation.Setup setup = new Simulation.Setup(agents, number("--worth", worth), number("--learn", learn));
        Format form;
        Outcomes outcomes;
        if (file == null) {
            RunArchive archive = RunArchive.of(council);
            form = archive.invocation().format(format);
            outcomes = recorded(archive);
        } else {
            form = Format.of(format, council.terminal().environment());
            outcomes = OutcomeTable.read(council.directory().resolve(file), file.toString());
        }
        print(new Simulation(outcomes, setup), kinds, form);
        return ExitCode.OK;
    }

    private void print(Simulation simulation, Set<Kind> kinds, Format form) {
        List<Simulation.Row> rows = simulation.rows(kinds);
        SimulationView view = new SimulationView(council.style(), simulation, rows);
        if (plot != null) {
            draw(council.directory().resolve(plot), SimulationPlot.svg(simulation.tasks(), view.all()));
        }
        PrintStream out = council.terminal().out();
        switch (form) {
            case text -> view.lines().forEach(out::println);
            case json -> out.println(Json.pretty(SimulationJson.document(simulation.tasks(), rows)));
            case ndjson -> out.println(Json.line(SimulationJson.document(simulation.tasks(), rows)));
        }
        if (form != Format.text && !council.quiet()) {
            view.notes().forEach(council.terminal()::complain);
        }
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String strategy : strategies.isEmpty() ? STRATEGIES : strategies) {
            if (!STRATEGIES.contains(strategy)) {
                throw CouncilException.usage("--strategy: " + Nearest.unknown("value", strategy, STRATEGIES));
            }
            for (Kind kind : Kind.values()) {
                if (kind.id().equals(strategy)) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    private static Outcomes recorded(RunArchive archive) {
        Outcomes outcomes = archive.history().outcomes();
        if (outcomes.isEmpty()) {
            throw CouncilException.usage("no run of this repository has ended with a change that a check has judged:"
                    + " 'council run' makes one, or name a FILE with outcomes");
        }
        return outcomes;
    }

    private static @Nullable BigDecimal number(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0 && number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new CouncilException(CouncilException.Reason.USAGE, wrong(option, text), none);
        }
        throw CouncilException.usage(wrong(option, text));
    }

    private static String wrong(String option, String text) {
        return option + ": a number of 0 or more is expected, not " + Quoted.of(text);
    }

    private static void draw(Path target, String svg) {
        try {
            Files.writeString(target, svg);
        } catch (IOException unwritable) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    "--plot: " + target + " cannot be written ("
                            + unwritable.getClass().getSimpleName() + ")",
                    unwritable);
        }
    }
}
