/**
 * What came of a run as files for others to read: a page for people, a summary for a pull request, test results for a CI
 * server, the result document for programs, and what a GitHub workflow wants to know. All of it is read from the journal,
 * the branches and the transcripts of a run; what agents wrote is data here, never markup.
 */
@NullMarked
package io.clicouncil.cli.report;

import org.jspecify.annotations.NullMarked;
