package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.Network;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Limits;
import io.clicouncil.task.Plan;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan for people. */
public final class PlanView {
    private final Style style;

    /** A view in this style. */
    public PlanView(Style style) {
        this.style = style;
    }

    /** The lines to print. */
    public List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        String branch = plan.repository().branch() == null
                ? "a detached head"
                : plan.repository().branch();
        lines.add("Base: " + plan.repository().base().substring(0, 10) + " on " + branch);
        if (!plan.repository().uncommitted().isEmpty()) {
            lines.add((plan.repository().withChanges() ? "Part of the base: " : "Not part of the base: ")
                    + plan.repository().uncommitted().size()
                    + " uncommitted path(s), for example "
                    + Words.harmless(plan.repository().uncommitted().get(0)));
        }
        lines.add("Strategy: " + strategy(plan)
                + (plan.apply() == null
                        ? ""
                        : ", applied as " + plan.apply().toString().toLowerCase(Locale.ROOT)));
        if (plan.judge() != null) {
            PlannedAgent judge = plan.judge().agent();
            lines.add("Judge: " + judge.name() + " compares what costs up to "
                    + money(plan.judge().band()) + " more than the cheapest, once; expected "
                    + money(judge.estimate().expected()) + ", at worst " + money(judge.worstCost()));
        }
        if (plan.order() != null) {
            plan.order().asked().forEach(offer -> lines.add("  " + offer.words()));
            plan.order().notAsked().forEach(offer -> lines.add("  " + offer.words()));
        }
        Limits limits = plan.limits();
        lines.add("Limits: " + Durations.format(limits.attempt().timeout()) + " an attempt, "
                + Durations.format(limits.deadline()) + " in all, "
                + limits.retry().retries() + " retries, "
                + limits.concurrency() + " agents at once"
                + (limits.budget() == null ? "" : ", " + money(limits.budget()) + " for the run")
                + (limits.dailyBudget() == null ? "" : ", " + money(limits.dailyBudget()) + " a day"));
        lines.add(
                plan.checks().isEmpty()
                        ? "Checks: none, the run is unverified"
                        : "Checks: "
                                + String.join(
                                        ", ",
                                        plan.checks().stream().map(Check::name).toList()));
        if (!plan.protect().isEmpty()) {
            lines.add("Protected: " + String.join(", ", plan.protect()));
        }
        lines.addAll(gate(plan));
        lines.addAll(scope(plan.scope()));
        plan.setup().commands().forEach(command -> lines.add("Setup: " + Words.harmless(command)));
        lines.addAll(sandbox(plan));
        lines.add("");
        lines.addAll(agents(plan));
        lines.add("");
        lines.addAll(cost(plan));
        lines.add("");
        lines.add(style.bold("Prompt:"));
        plan.prompt().lines().map(Words::harmless).forEach(lines::add);
        return lines;
    }

    private static List<String> gate(Plan plan) {
        List<String> lines = new ArrayList<>();
        if (plan.expect() != null) {
            String names = plan.expect().isEmpty() ? "nothing new" : String.join(", ", plan.expect());
            boolean told = plan.checks().stream().anyMatch(Check::namesTests);
            lines.add("Expected: " + Words.harmless(names)
                    + (told ? "" : "; but nothing can tell of it: no required check has a 'report'"));
        }
        if (plan.hidden() != null) {
            lines.add("Hidden files: " + Words.harmless(plan.hidden()));
        }
        return lines;
    }

    /** What is around commands, and around agents that differ. */
    private static List<String> sandbox(Plan plan) {
        List<String> lines = new ArrayList<>(List.of("Sandbox: " + words(plan.sandbox())));
        plan.agents().stream()
                .filter(agent -> !agent.sandbox().equals(plan.sandbox()))
                .forEach(agent -> lines.add("  " + agent.name() + ": " + words(agent.sandbox())));
        return lines;
    }

    private static String words(PlannedSandbox sandbox) {
        Network network = sandbox.settings().network();
        String problem = sandbox.problem() == null ? "" : "; " + sandbox.problem();
        if (sandbox.inForce().equals(SandboxSupport.NONE)) {
            return "none" + problem;
        }
        return sandbox.inForce() + ", network "
                + (network.reach() == Network.Reach.LIST ? String.join(", ", network.hosts()) : network.json())
                + problem;
    }

    private static List<String> cost(Plan plan) {
        BigDecimal worst = plan.worstCost();
        BigDecimal budget = plan.limits().budget();
        boolean ends = budget != null && (worst == null || worst.compareTo(budget) > 0);
        List<String> lines = new ArrayList<>();
        lines.add("Cost: expected " + money(plan.expectedCost()) + ", at worst " + money(worst)
                + (ends ? "; the budget ends it at " + money(budget) : ""));
        List<String> silent = plan.agents().stream()
                .filter(agent -> agent.availability().usable())
                .filter(agent -> agent.estimate().expected() == null || agent.worstCost() == null)
                .map(PlannedAgent::name)
                .toList();
        if (!silent.isEmpty()) {
            lines.add("  not known of " + String.join(", ", silent)
                    + ": 'maxCost' bounds an attempt of any agent, 'cost' prices one of a command");
        }
        return lines;
    }

    private static List<String> scope(ScopeRules scope) {
        List<String> lines = new ArrayList<>();
        if (!scope.forbid().isEmpty()) {
            lines.add("Forbidden: " + String.join(", ", scope.forbid()));
        }
        if (scope.changedLines() != null) {
            lines.add("At most " + scope.changedLines() + " changed lines");
        }
        if (scope.changedFiles() != null) {
            lines.add("At most " + scope.changedFiles() + " changed files");
        }
        return lines;
    }

    private static String strategy(Plan plan) {
        StrategySettings strategy = plan.strategy();
        String way = switch (strategy.kind()) {
            case ALL -> "all at once, then the " + strategy.select().id() + " that passes";
            case RACE -> "race, the first that passes stops the others";
            case CASCADE -> "cascade, one after another until one passes";
        };
        return strategy.hedge() == null
                ? way
                : way + "; the next starts beside one that takes longer than " + Durations.format(strategy.hedge());
    }

    private List<String> agents(Plan plan) {
        Table table = new Table();
        table.row("AGENT", "ADAPTER", "MODEL", "FOUND", "EXPECTED", "AT WORST");
        for (PlannedAgent agent : plan.agents()) {
            table.row(
                    agent.name(),
                    agent.adapter(),
                    agent.model() == null ? "-" : agent.model(),
                    Words.found(agent.availability()),
                    money(agent.estimate().expected()),
                    money(agent.worstCost()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.set(0, style.bold(lines.get(0)));
        return lines;
    }

    private static String money(@Nullable BigDecimal amount) {
        return amount == null ? "unknown" : Dollars.words(amount);
    }
}
