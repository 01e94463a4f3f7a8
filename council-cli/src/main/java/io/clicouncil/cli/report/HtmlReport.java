package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.cli.view.ResultView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.text.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run as one page that needs nothing else. Its policy lets nothing be fetched and no script run but its own, which it
 * names by their digests; so words of agents that got out of their place could not do anything either.
 */
final class HtmlReport {
    private static final int SHORT_ID = 12;

    private final RunFacts facts;
    private final AggregatedResult result;
    private final Evidence evidence;

    HtmlReport(RunFacts facts) {
        this.facts = facts;
        this.result = facts.result();
        this.evidence = facts.evidence();
    }

    /** The page. */
    String page() throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        String policy = "default-src 'none'; img-src data:; style-src '" + digest(style) + "'; script-src '"
                + digest(script) + "'; base-uri 'none'; form-action 'none'";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("policy", policy);
        parts.put("title", HtmlText.of(facts.headline() + " \u00b7 council run " + result.runId()));
        parts.put("style", style);
        parts.put("script", script);
        parts.put("body", body());
        StringBuilder page = new StringBuilder();
        String template = resource("report.html");
        int done = 0;
        // One pass, so that a name of a part in the words of an agent is no place for it.
        for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", done)) {
            int end = template.indexOf("}}", at);
            page.append(template, done, at).append(Objects.requireNonNull(parts.get(template.substring(at + 2, end))));
            done = end + 2;
        }
        return page.append(template.substring(done)).toString();
    }

    private String body() throws IOException {
        HtmlCharts charts = new HtmlCharts(result);
        return "<main id=\"main\">\n" + header()
                + "<h2>Candidates</h2>\n" + candidates()
                + section("Look at", HtmlText.list(facts.flags()))
                + "<div class=\"charts\"><section><h2>Cost</h2>\n" + charts.costs() + "</section>\n"
                + "<section><h2>Time</h2>\n" + charts.times() + "</section></div>\n"
                + section("Timeline", new HtmlTimeline(facts).html())
                + "<h2>What each agent did</h2>\n" + new HtmlAgents(facts).html()
                + "<h2>How it was decided</h2>\n"
                + HtmlText.columns(
                        "How it was decided",
                        evidence.text(String.join("\n", new ResultView(Style.PLAIN).explained(result, facts.events()))))
                + "</main>\n<footer>Run " + result.runId()
                + ", made by council. This page needs no network.</footer>\n";
    }

    private String header() {
        StringBuilder header = new StringBuilder("<header><h1 class=\"")
                .append(result.status() == RunStatus.WINNER ? "good" : "bad")
                .append("\">")
                .append(HtmlText.of(facts.headline()))
                .append("</h1>\n<p class=\"lead\">")
                .append(HtmlText.of(facts.reason()))
                .append("</p>\n");
        facts.afterwards()
                .forEach(line -> header.append("<p>").append(HtmlText.of(line)).append("</p>\n"));
        header.append("<dl class=\"facts\">");
        fact(header, "Spent", facts.spent());
        fact(header, "Took", facts.took());
        fact(
                header,
                "Eligible",
                result.totals().eligibleCount() + " of " + result.candidates().size());
        fact(header, "Strategy", result.strategy() + ", " + result.selection().rule());
        fact(header, "Run", result.runId());
        fact(header, "Base", result.repository().base().substring(0, SHORT_ID));
        header.append("</dl>\n<h2>Task</h2>\n")
                .append(HtmlText.box("Task", evidence.text(result.task().prompt())));
        return header.append("</header>\n").toString();
    }

    private static void fact(StringBuilder header, String name, String value) {
        header.append("<div><dt>")
                .append(HtmlText.of(name))
                .append("</dt><dd>")
                .append(HtmlText.of(value))
                .append("</dd></div>");
    }

    private String candidates() {
        StringBuilder rows = new StringBuilder();
        for (Candidate candidate : result.candidates()) {
            boolean wins = candidate.agent().equals(result.winner());
            rows.append(wins ? "<tr class=\"wins\">" : "<tr>")
                    .append("<th scope=\"row\">")
                    .append(HtmlText.of(candidate.agent()))
                    .append(wins ? "<span class=\"tag good\">wins</span>" : "")
                    .append("</th>")
                    .append(HtmlText.cell("number", RunFacts.status(candidate)))
                    .append(HtmlText.cell("number", RunFacts.checks(candidate)))
                    .append(HtmlText.cell("number", RunFacts.change(candidate)))
                    .append(HtmlText.cell("number", RunFacts.cost(candidate)))
                    .append(HtmlText.cell("number", Durations.format(candidate.duration())))
                    .append(HtmlText.cell("wide", evidence.line(candidate.reason())))
                    .append("</tr>\n");
        }
        return HtmlText.table(
                "Candidates",
                List.of("Agent", "Status", "Checks", "Change", "Cost", "Time", "Reason"),
                rows.toString());
    }

    private static String section(String title, String content) {
        return content.isEmpty() ? "" : "<h2>" + HtmlText.of(title) + "</h2>\n" + content;
    }

    private static String resource(String name) throws IOException {
        try (InputStream bytes = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(bytes.readAllBytes(), UTF_8);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM knows SHA-256", impossible);
        }
    }
}
