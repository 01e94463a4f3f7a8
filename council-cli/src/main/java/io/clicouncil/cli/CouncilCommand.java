package io.clicouncil.cli;

import io.clicouncil.cli.view.Style;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: its global options, and what they mean to all the others. */
@Command(
        name = "council",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Gives one coding task to several coding agents at once, judges what they make of it by your own checks, and"
                        + " picks the cheapest that passes.",
        subcommands = {
            InitCommand.class,
            DoctorCommand.class,
            AgentsCommand.class,
            TrustCommand.class,
            DemoCommand.class,
            PlanCommand.class,
            RunCommand.class,
            WatchCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            ApplyCommand.class,
            CleanCommand.class,
            ShellCommand.class,
            HistoryCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            CompareCommand.class,
            LogsCommand.class,
            StatsCommand.class,
            SimulateCommand.class,
            CompletionCommand.class,
            PackagingCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  council init",
            "  council run -a claude-code --check 'mvn -q test' 'accept ISO weeks as dates'",
            "  council run -f task.md --apply",
            "",
            "council COMMAND --help tells more.",
        })
final class CouncilCommand implements Runnable {
    /** Set by the launcher, which can tell; the JVM cannot before version 22. */
    private static final String STDOUT_IS_A_TERMINAL = "COUNCIL_STDOUT_TTY";

    private static final String STDERR_IS_A_TERMINAL = "COUNCIL_STDERR_TTY";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-C",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Do as if called in this folder.")
    private @Nullable Path directory;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read this file in place of council.yml.")
    private @Nullable Path config;

    @Option(names = "-v", scope = ScopeType.INHERIT, description = "Show what agents print and do.")
    private boolean verbose;

    @Option(names = "-q", scope = ScopeType.INHERIT, description = "Show no progress.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Use colours: ${COMPLETION-CANDIDATES} (default: auto).")
    private Colours color = Colours.auto;

    /** When colours are used. */
    enum Colours {
        auto,
        always,
        never
    }

    CouncilCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    Terminal terminal() {
        return terminal;
    }

    /** The absolute folder to work in. */
    Path directory() {
        return directory == null ? terminal.directory() : terminal.directory().resolve(directory);
    }

    /** The absolute configuration file that was asked for, or null for the usual one. */
    @Nullable
    Path config() {
        return config == null ? null : terminal.directory().resolve(config);
    }

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    /** How to print on standard output. */
    Style style() {
        return style(STDOUT_IS_A_TERMINAL);
    }

    /** How to print on standard error. */
    Style styleOfProgress() {
        return style(STDERR_IS_A_TERMINAL);
    }

    private Style style(String isATerminal) {
        boolean coloured = color == Colours.always
                || (color == Colours.auto
                        && terminal.environment().containsKey(isATerminal)
                        && terminal.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(terminal.environment().get("TERM")));
        return coloured ? Style.COLOURED : Style.PLAIN;
    }
}
