package io.clicouncil.cli.report;

final class HtmlReport {
    HtmlReport(RunFacts f) {}

    String page() {
        return "";
    }
}
