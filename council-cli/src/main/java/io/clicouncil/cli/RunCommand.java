package io.clicouncil.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Gives a task to the agents, and names the cheapest that passes.",
        footer = {
            "",
            "Examples:",
            "  council run 'accept ISO weeks as dates'",
            "  council run -f task.md --apply --budget 5.00",
            "  council run -a claude-code,codex --check 'mvn -q test' 'mend the parser'",
            "",
            "Exit codes: 0 winner, 1 internal error, 2 usage, 3 environment, 4 refused,",
            "10 no eligible candidate, 11 budget, 12 deadline, 13 not applied, 130 interrupted."
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Mixin
    private TaskText text;

    @Mixin
    private TaskOptions options;

    @Mixin
    private ReportOptions reports;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Option(names = "--dry-run", description = "Only say what would happen, as plan does.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Trust the council.yml as it is.")
    private boolean yes;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.of(council, options);
        Publication publication = Publication.of(reports, council.terminal());
        String prompt = text.read(council.terminal());
        if (dryRun) {
            return PlanCommand.show(council, invocation, prompt, invocation.format(format));
        }
        if (yes) {
            invocation.trust().grant();
        }
        invocation.trust().require();
        return new RunSession(council, invocation.format(format))
                .publishing(publication)
                .carryOut(invocation, invocation.task(prompt));
    }
}
