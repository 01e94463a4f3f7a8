package io.clicouncil.cli;

import io.clicouncil.Council;
import io.clicouncil.account.Accounts;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapters.ManifestAdapterFactory;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.budget.FileLedger;
import io.clicouncil.config.AdapterCatalog;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.config.StateFolder;
import io.clicouncil.journal.Journal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.workspace.WorkspaceProvider;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.ServiceLoader;

/** Joins the modules: the one place that knows which door is behind which interface. */
final class Engine {
    private final ZtCommandRunner commands = new ZtCommandRunner();

    /** The door to processes. */
    CommandRunner commands() {
        return commands;
    }

    /** Kills every process of ours, without grace. */
    void killProcesses() {
        commands.killAll();
    }

    /** The door to git, with worktrees made in this folder. */
    WorkspaceProvider workspaces(Path folder, Map<String, String> environment) {
        return new GitWorkspaceProvider(folder, commands, environment);
    }

    /** A council behind these doors. */
    Council council(WorkspaceProvider workspaces, Journal journal, Map<String, String> environment) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Council.Builder council = Council.of(workspaces, commands)
                .journal(journal)
                .accounts(accounts(environment))
                .environment(environment);
        StateFolder.of(environment)
                .ifPresent(state -> council.ledger(new FileLedger(state.resolve("spent-today.tsv"), clock)));
        return council.build();
    }

    /** What is known of limited accounts and failing agents, shared by all councils of the user. */
    Accounts accounts(Map<String, String> environment) {
        return StateFolder.of(environment)
                .map(folder -> Accounts.in(folder.resolve("limits.json"), ZoneId.systemDefault()))
                .orElseGet(Accounts::inMemory);
    }

    /** The adapters that are on the class path, and those that the configuration describes. */
    AdapterCatalog adapters(CouncilConfig config) {
        return AdapterCatalog.of(ServiceLoader.load(AdapterFactory.class))
                .with(config.manifests(), manifest -> new ManifestAdapterFactory(manifest.id(), manifest.content()));
    }
}
