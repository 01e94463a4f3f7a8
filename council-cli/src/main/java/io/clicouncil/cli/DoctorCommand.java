package io.clicouncil.cli;

import io.clicouncil.cli.view.DoctorView;
import io.clicouncil.cli.view.DoctorView.Finding;
import io.clicouncil.cli.view.DoctorView.Level;
import io.clicouncil.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What works here and what does not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what works here and what does not.",
            "Looks at the agents, git, the sandbox, the disk, and what runs have left, and says what to do"
                    + " about each. Spends nothing."
        },
        footer = {"", "Examples:", "  council doctor", "  council doctor --checks"})
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(names = "--checks", description = "Run the repository's checks once on the base as well.")
    private boolean checks;

    @Option(
            names = "--forget-limits",
            description = "Forget limits of accounts and failures of agents first, so that all are asked again.")
    private boolean forgetLimits;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() throws IOException {
        Doctor doctor = new Doctor(council);
        if (forgetLimits) {
            doctor.forgetLimits();
        }
        List<Finding> findings = doctor.look(checks);
        DoctorView view = new DoctorView(findings);
        PrintStream out = council.terminal().out();
        switch (Format.of(format, council.terminal().environment())) {
            case text -> view.lines(council.style()).forEach(out::println);
            case json -> out.println(Json.pretty(view.document()));
            case ndjson -> out.println(Json.line(view.document()));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAILED)
                ? ExitCode.ENVIRONMENT
                : ExitCode.OK;
    }
}
