package io.clicouncil.cli.report;

/**
 * What a report is, as {@code --report KIND=FILE} names it.
 *
 * @since 0.1
 */
public enum ReportKind {
    /** One offline page for people. */
    html,
    /** A summary that fits a comment on a pull request. */
    markdown,
    /** Test results, one case for each agent. */
    junit,
    /** The result document. */
    json
}
