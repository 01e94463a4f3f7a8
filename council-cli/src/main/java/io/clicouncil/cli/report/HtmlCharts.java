package io.clicouncil.cli.report;

import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bars that compare the candidates. A price that nobody knows is drawn as an open frame, never as nothing. */
final class HtmlCharts {
    private static final double WHOLE = 100;

    private final AggregatedResult result;

    HtmlCharts(AggregatedResult result) {
        this.result = result;
    }

    String costs() {
        return bars(HtmlCharts::amount, RunFacts::cost);
    }

    private static @Nullable Double amount(Candidate candidate) {
        if (candidate.attempts() == 0) {
            return 0d;
        }
        BigDecimal amount = candidate.cost().amount();
        return amount == null ? null : Double.valueOf(amount.doubleValue());
    }

    String times() {
        return bars(
                candidate -> (double) candidate.duration().toMillis(),
                candidate -> Durations.format(candidate.duration()));
    }

    private String bars(Function<Candidate, @Nullable Double> value, Function<Candidate, String> words) {
        double most = result.candidates().stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Objects::requireNonNull)
                .max()
                .orElse(0);
        StringBuilder html = new StringBuilder("<ul class=\"bars\">\n");
        for (Candidate candidate : result.candidates()) {
            Double size = value.apply(candidate);
            String kind = candidate.agent().equals(result.winner()) ? "won" : "bar";
            html.append("<li><span>")
                    .append(HtmlText.of(candidate.agent()))
                    .append(
                            "</span><svg aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"3\"/>")
                    .append(
                            size == null
                                    ? "<rect class=\"unknown\" x=\"1\" y=\"1\" width=\"99%\" height=\"90%\" rx=\"3\"/>"
                                    : bar(kind, size, most))
                    .append("</svg><span class=\"number\">")
                    .append(HtmlText.of(words.apply(candidate)))
                    .append("</span></li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String bar(String kind, double size, double most) {
        double width = most == 0 ? 0 : size / most * WHOLE;
        return String.format(
                Locale.ROOT, "<rect class=\"%s\" width=\"%.2f%%\" height=\"100%%\" rx=\"3\"/>", kind, width);
    }
}
