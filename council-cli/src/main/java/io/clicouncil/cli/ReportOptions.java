package io.clicouncil.cli;

import io.clicouncil.cli.report.Reports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of every command that can write reports. */
final class ReportOptions {
    /** What the environment names the option by; one report a line. */
    private static final String VARIABLE = "COUNCIL_OPT_REPORT";

    @Option(
            names = "--report",
            paramLabel = "KIND=FILE",
            description = "Write an html, markdown, junit or json report.")
    private List<String> reports = new ArrayList<>();

    /** The reports that are asked for, relative to the folder that the user is in. */
    Reports reports(Terminal terminal) {
        Path directory = terminal.directory();
        List<String> asked = reports.isEmpty()
                ? terminal.environment()
                        .getOrDefault(VARIABLE, "")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(String::strip)
                        .toList()
                : reports;
        return Reports.of(asked, directory);
    }
}
