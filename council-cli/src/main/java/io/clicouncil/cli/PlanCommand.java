package io.clicouncil.cli;

import io.clicouncil.cli.view.PlanView;
import io.clicouncil.history.History;
import io.clicouncil.journal.Journal;
import io.clicouncil.json.Json;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.task.Plan;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What {@code run} would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what run would do, and what that would cost.",
            "Shows the agents that are found, the prompt as it will be sent, limits, expected and worst-case"
                    + " cost. Spends nothing."
        },
        footer = {
            "",
            "Examples:",
            "  council plan 'accept ISO weeks as dates'",
            "  council plan -f task.md --strategy cascade --worth 2.00"
        })
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Mixin
    private TaskText text;

    @Mixin
    private TaskOptions options;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.of(council, options);
        return show(council, invocation, text.read(council.terminal()), invocation.format(format));
    }

    /** Prints the plan of a task; a plan has no events, so {@code ndjson} is one document on one line. */
    static int show(CouncilCommand council, Invocation invocation, String prompt, Format format) {
        Plan plan = Objects.requireNonNull(invocation
                .council(journal(invocation))
                .plan(invocation.task(prompt))
                .block());
        PrintStream out = council.terminal().out();
        switch (format) {
            case text -> {
                new PlanView(council.style()).lines(plan).forEach(out::println);
                trust(invocation.trust()).forEach(out::println);
            }
            case json -> out.println(Json.pretty(Json.plan(plan)));
            case ndjson -> out.println(Json.line(Json.plan(plan)));
        }
        if (format != Format.text && !invocation.trust().holds()) {
            council.terminal().complain(invocation.trust().words());
        }
        return ExitCode.OK;
    }

    private static List<String> trust(Trust trust) {
        return trust.file() == null
                ? List.of()
                : List.of("Trust: " + (trust.holds() ? trust.file() + " is trusted" : trust.words()));
    }

    /** Only a cascade learns. */
    private static Journal journal(Invocation invocation) {
        return invocation.config().strategy().kind() == StrategyKind.CASCADE
                ? History.of(invocation.repository("HEAD").commonDirectory()).reading()
                : Journal.none();
    }
}
