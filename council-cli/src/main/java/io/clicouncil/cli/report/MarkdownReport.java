package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.cli.view.ResultView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A run as Markdown, the most important first, so that what does not fit is missing at the end. */
final class MarkdownReport {
    /** What a comment on a pull request may hold, less what whoever posts it may want to add. */
    static final int COMMENT_BYTES = 60_000;

    private static final int SPARE_FOR_THE_NOTE = 400;
    private static final int LONGEST_CELL = 300;
    private static final int LONGEST_TASK = 4_000;
    private static final int LONGEST_PATCH = 200_000;

    /** The part of the budget that a patch may take: what follows it should fit as well. */
    private static final int PATCH_SHARE = 3;

    private final RunFacts facts;
    private final AggregatedResult result;
    private final Evidence evidence;

    /** A part that is there as a whole or not at all. */
    private record Section(String name, String text) {}

    MarkdownReport(RunFacts facts) {
        this.facts = facts;
        this.result = facts.result();
        this.evidence = facts.evidence();
    }

    /**
     * The report.
     *
     * @param budget how many bytes it may have in UTF-8
     */
    String text(long budget) {
        StringBuilder text = new StringBuilder();
        List<String> dropped = new ArrayList<>();
        long left = budget - SPARE_FOR_THE_NOTE;
        for (Section section : sections(budget)) {
            long bytes = section.text().getBytes(UTF_8).length + 1L;
            if (section.text().isEmpty()) {
                continue;
            }
            if (!dropped.isEmpty() || bytes > left) {
                dropped.add(section.name());
            } else {
                text.append(text.isEmpty() ? "" : "\n").append(section.text());
                left -= bytes;
            }
        }
        if (!dropped.isEmpty()) {
            text.append("\n_Left out, because there is no room for it here: ")
                    .append(String.join(", ", dropped))
                    .append(". The other reports have it._\n");
        }
        return text.toString();
    }

    private List<Section> sections(long budget) {
        return List.of(
                new Section("the decision", decision()),
                new Section("the candidates", candidates()),
                new Section("what to look at", flags()),
                new Section("the checks that did not pass", checks()),
                new Section("the task", task()),
                new Section("the winner's change", patch(Math.max(0, budget / PATCH_SHARE))),
                new Section("how it was decided", explanation()));
    }

    private String decision() {
        StringBuilder text = new StringBuilder("## Council: ")
                .append(MarkdownText.inline(facts.headline()))
                .append("\n\n")
                .append(MarkdownText.inline(cell(facts.reason())))
                .append("  \nSpent ")
                .append(MarkdownText.inline(facts.spent()))
                .append(" in ")
                .append(facts.took())
                .append(", run `")
                .append(result.runId())
                .append("`, from commit `")
                .append(result.repository().base())
                .append("`\n");
        facts.afterwards()
                .forEach(line -> text.append("\n")
                        .append(MarkdownText.inline(cell(line)))
                        .append("\n"));
        return text.toString();
    }

    private String candidates() {
        StringBuilder table = new StringBuilder("| | Agent | Status | Checks | Change | Cost | Time | Reason |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Candidate candidate : result.candidates()) {
            List<String> cells = List.of(
                    candidate.agent().equals(result.winner()) ? "**wins**" : "",
                    MarkdownText.inline(candidate.agent()),
                    MarkdownText.inline(RunFacts.status(candidate)),
                    RunFacts.checks(candidate),
                    MarkdownText.inline(RunFacts.change(candidate)),
                    MarkdownText.inline(RunFacts.cost(candidate)),
                    Durations.format(candidate.duration()),
                    MarkdownText.inline(cell(evidence.line(candidate.reason()))));
            table.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return table.toString();
    }

    private String flags() {
        return list("### Look at", facts.flags());
    }

    private String checks() {
        List<String> lines = new ArrayList<>();
        for (Candidate candidate : result.candidates()) {
            for (CheckResult check : candidate.checks()) {
                if (check.status() != CheckStatus.PASSED && check.status() != CheckStatus.SKIPPED) {
                    String tests = check.newFailures().isEmpty()
                            ? ""
                            : "; new failures: " + String.join(", ", check.newFailures());
                    lines.add(evidence.line(
                            candidate.agent() + ": check '" + check.name() + "' " + check.words() + tests));
                }
            }
        }
        return list("### Checks that did not pass at once", lines);
    }

    private static String list(String heading, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : heading + "\n\n"
                        + lines.stream()
                                .map(line -> "- " + MarkdownText.inline(cell(line)) + "\n")
                                .collect(Collectors.joining());
    }

    private String task() {
        String task = evidence.text(result.task().prompt());
        return folded("The task", MarkdownText.block("text", shortened(task, LONGEST_TASK)));
    }

    private String patch(long most) {
        Candidate winner = result.winningCandidate().orElse(null);
        if (winner == null || winner.change() == null) {
            return "";
        }
        return evidence.patch(result.repository().base(), winner.change(), (int) Math.min(LONGEST_PATCH, most))
                .map(patch -> folded(
                        "The winner's change",
                        MarkdownText.block("diff", patch.text())
                                + (patch.cut() ? "\n" + patch.leftOut() + " more characters are left out.\n" : "")))
                .orElse("");
    }

    private String explanation() {
        return folded(
                "How it was decided",
                MarkdownText.block(
                        "text",
                        evidence.text(
                                String.join("\n", new ResultView(Style.PLAIN).explained(result, facts.events())))));
    }

    private static String folded(String title, String body) {
        return "<details><summary>" + title + "</summary>\n\n" + body + "\n</details>\n";
    }

    private static String cell(String words) {
        return shortened(words, LONGEST_CELL);
    }

    private static String shortened(String words, int most) {
        if (words.length() <= most) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(most - 1)) ? most - 1 : most;
        return words.substring(0, end) + "\u2026";
    }
}
