package io.clicouncil.engine;

import io.clicouncil.account.Accounts;
import io.clicouncil.budget.Ledger;
import io.clicouncil.journal.Journal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.verify.Verifier;
import io.clicouncil.workspace.WorkspaceProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;

/**
 * What an engine works with.
 *
 * @param workspaces the door to git
 * @param commands the door to processes
 * @param verifier judges changes
 * @param journal keeps every event before it is acted on
 * @param ledger what all runs of a day spend
 * @param accounts says who may be asked now
 * @param environment our own environment, from which children get their part
 * @param clock tells the time of events
 * @param timers waits for retries and for the deadline
 * @since 0.1
 */
public record EngineParts(
        WorkspaceProvider workspaces,
        CommandRunner commands,
        Verifier verifier,
        Journal journal,
        Ledger ledger,
        Accounts accounts,
        Map<String, String> environment,
        Clock clock,
        Scheduler timers) {
    /** Checks the parts and takes a copy. */
    public EngineParts {
        Objects.requireNonNull(workspaces, "workspaces");
        Objects.requireNonNull(commands, "commands");
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(accounts, "accounts");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timers, "timers");
        environment = Map.copyOf(environment);
    }

    /** Keeps the environment out of logs. */
    @Override
    public String toString() {
        return "EngineParts";
    }
}
