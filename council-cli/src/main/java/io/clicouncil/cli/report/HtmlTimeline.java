package io.clicouncil.cli.report;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cli.view.Words;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** When each attempt and each check ran, as lanes to look at and as a table to read. */
final class HtmlTimeline {
    private static final double WHOLE = 100;

    /** So that what was over at once can still be seen. */
    private static final double LEAST_WIDTH = 0.4;

    private final RunFacts facts;
    private final List<Span> spans;

    HtmlTimeline(RunFacts facts) {
        this.facts = facts;
        this.spans = Span.of(facts.events());
    }

    /** The timeline; empty where nothing ran. */
    String html() {
        if (spans.isEmpty()) {
            return "";
        }
        return lanes() + key() + table();
    }

    private String lanes() {
        StringBuilder html = new StringBuilder("<ul class=\"bars lanes\">\n");
        for (Candidate candidate : facts.result().candidates()) {
            html.append("<li><span>")
                    .append(HtmlText.of(candidate.agent()))
                    .append(
                            "</span><svg aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"3\"/>");
            spans.stream()
                    .filter(span -> span.agent().equals(candidate.agent()))
                    .forEach(span -> html.append(rectangle(span)));
            html.append("</svg></li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private String rectangle(Span span) {
        double all = Math.max(1, Duration.between(begin(), end()).toMillis());
        double left = Duration.between(begin(), span.from()).toMillis() / all * WHOLE;
        double width = Math.max(LEAST_WIDTH, span.length().toMillis() / all * WHOLE);
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\" rx=\"2\"><title>%s, %s</title></rect>",
                span.look(),
                Math.min(left, WHOLE - LEAST_WIDTH),
                width,
                HtmlText.of(facts.evidence().line(span.name())),
                Durations.format(span.length()));
    }

    private static String key() {
        StringBuilder key = new StringBuilder("<ul class=\"key\" aria-hidden=\"true\">");
        List.of("ok:attempt that ended well", "checks:check that passed", "failed:what did not")
                .forEach(entry -> {
                    String[] parts = entry.split(":", 2);
                    key.append("<li><svg><rect class=\"")
                            .append(parts[0])
                            .append("\" width=\"100%\" height=\"100%\" rx=\"2\"/></svg>")
                            .append(parts[1])
                            .append("</li>");
                });
        return key.append("</ul>\n").toString();
    }

    private String table() {
        StringBuilder rows = new StringBuilder();
        for (Span span : spans) {
            ExecutionResult ended = span.result();
            rows.append("<tr><th scope=\"row\">")
                    .append(HtmlText.of(span.agent()))
                    .append("</th>")
                    .append(HtmlText.cell("", facts.evidence().line(span.name())))
                    .append(HtmlText.cell("number", "+" + Durations.format(Duration.between(begin(), span.from()))))
                    .append(HtmlText.cell("number", Durations.format(span.length())))
                    .append(HtmlText.cell("wide", facts.evidence().line(span.outcome())))
                    .append(HtmlText.cell("number", ended == null ? "" : Words.cost(ended.chargeable())))
                    .append("</tr>\n");
        }
        return HtmlText.table(
                "Timeline", List.of("Agent", "What", "Begun after", "Took", "Came of it", "Cost"), rows.toString());
    }

    private Instant begin() {
        return facts.events().get(0).time();
    }

    private Instant end() {
        return spans.stream().map(Span::to).max(Instant::compareTo).orElseGet(this::begin);
    }
}
