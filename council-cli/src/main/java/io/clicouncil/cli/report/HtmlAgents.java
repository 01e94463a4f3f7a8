package io.clicouncil.cli.report;

import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.text.Durations;
import io.clicouncil.verify.CheckResult;
import java.io.IOException;
import java.util.List;

/** What each agent did, folded: its checks, its change side by side, and what it printed. */
final class HtmlAgents {
    private static final int LONGEST_PATCH = 400_000;
    private static final int LONGEST_TRANSCRIPT = 64_000;

    /** A page of more would be slow to open. */
    private static final int ROOM = 12_000_000;

    private final AggregatedResult result;
    private final Evidence evidence;
    private int room = ROOM;

    HtmlAgents(RunFacts facts) {
        this.result = facts.result();
        this.evidence = facts.evidence();
    }

    String html() throws IOException {
        StringBuilder html = new StringBuilder();
        int number = 0;
        for (Candidate candidate : result.candidates()) {
            number++;
            String patchId = "patch-" + number;
            html.append("<details><summary>")
                    .append(HtmlText.of(candidate.agent()))
                    .append(" <span class=\"soft\">")
                    .append(HtmlText.of(model(candidate) + RunFacts.change(candidate)))
                    .append("</span></summary>\n<p>")
                    .append(HtmlText.of(evidence.line(candidate.reason())))
                    .append("</p>\n")
                    .append(HtmlText.list(
                            candidate.flags().stream().map(evidence::line).toList()))
                    .append(checks(candidate))
                    .append(patch(candidate, patchId))
                    .append(transcripts(candidate))
                    .append("</details>\n");
        }
        return html.toString();
    }

    private String model(Candidate candidate) {
        String model = candidate.model();
        return candidate.adapter() + (model == null ? "" : ", " + evidence.line(model)) + ", ";
    }

    private String checks(Candidate candidate) {
        if (candidate.checks().isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        for (CheckResult check : candidate.checks()) {
            String failures = check.newFailures().isEmpty() ? "" : ": " + String.join(", ", check.newFailures());
            rows.append("<tr><th scope=\"row\">")
                    .append(HtmlText.of(evidence.line(check.name())))
                    .append("</th>")
                    .append(HtmlText.cell("number", check.status().toString()))
                    .append(HtmlText.cell("", check.required() ? "required" : "optional"))
                    .append(HtmlText.cell("number", Durations.format(check.duration())))
                    .append(HtmlText.cell("wide", evidence.line(check.words() + failures)))
                    .append("</tr>\n");
        }
        return "<h3>Checks</h3>\n"
                + HtmlText.table(
                        "Checks of " + candidate.agent(),
                        List.of("Check", "Status", "", "Time", "What it said"),
                        rows.toString());
    }

    private String patch(Candidate candidate, String id) {
        ChangeSummary change = candidate.change();
        if (change == null) {
            return "";
        }
        return evidence.patch(result.repository().base(), change, room(LONGEST_PATCH))
                .map(patch -> {
                    room -= patch.text().length();
                    String cut = patch.cut()
                            ? "<p class=\"soft\">" + patch.leftOut()
                                    + " more characters of the change are not shown here:" + " the branch <code>"
                                    + HtmlText.of(change.branch()) + "</code> has it whole.</p>"
                            : "";
                    return "<h3>Change</h3>\n<details data-patch=\"" + id
                            + "\"><summary>Side by side <span class=\"soft\">"
                            + HtmlText.of(RunFacts.change(candidate)) + "</span></summary>" + cut
                            + "<noscript><p>This needs the page's script.</p></noscript></details>\n"
                            + "<script type=\"application/json\" id=\"" + id + "\">"
                            + HtmlText.json(Json.line(Json.tree(patch.text()))) + "</script>\n";
                })
                .orElse("<p class=\"soft\">The branch of this change is gone.</p>\n");
    }

    private String transcripts(Candidate candidate) throws IOException {
        StringBuilder html = new StringBuilder();
        for (Evidence.Transcript transcript :
                evidence.transcripts(result.runId(), candidate.agent(), room(LONGEST_TRANSCRIPT))) {
            room -= transcript.text().text().length();
            String cut = transcript.text().cut()
                    ? "<p class=\"soft\">" + transcript.text().leftOut()
                            + " characters in the middle are left out.</p>\n"
                    : "";
            html.append("<details><summary>")
                    .append(HtmlText.of(transcript.name()))
                    .append("</summary>")
                    .append(cut)
                    .append(HtmlText.box(
                            candidate.agent() + ", " + transcript.name(),
                            transcript.text().text()))
                    .append("</details>\n");
        }
        return html.isEmpty() ? "" : "<h3>Printed</h3>\n" + html;
    }

    private int room(int most) {
        return Math.max(0, Math.min(most, room));
    }
}
