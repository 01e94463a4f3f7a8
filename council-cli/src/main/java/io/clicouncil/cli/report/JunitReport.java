package io.clicouncil.cli.report;

import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.verify.CheckResult;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as test results: one suite, one case for each agent. Where somebody won, the others are no failures of the
 * pipeline: whoever was not eligible is skipped, with the reason. Where nobody won, a change that was refused is a failure
 * and an agent that could not make one is an error.
 */
final class JunitReport {
    private static final double MILLIS_PER_SECOND = 1000;

    private final RunFacts facts;
    private final AggregatedResult result;
    private final Evidence evidence;

    /** How a case ends, by the element that says so; a case that passed has none. */
    private enum Verdict {
        PASSED,
        SKIPPED,
        FAILURE,
        ERROR
    }

    JunitReport(RunFacts facts) {
        this.facts = facts;
        this.result = facts.result();
        this.evidence = facts.evidence();
    }

    String xml() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuites");
            counts(xml, "council");
            start(xml, "testsuite");
            counts(xml, "council run");
            if (!facts.events().isEmpty()) {
                xml.writeAttribute(
                        "timestamp",
                        facts.events()
                                .get(0)
                                .time()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()
                                .replace("Z", ""));
            }
            properties(xml);
            for (Candidate candidate : result.candidates()) {
                testcase(xml, candidate);
            }
            element(xml, "system-out", String.join("\n", summary()));
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("XML could not be written to memory", impossible);
        }
        return text.append('\n').toString();
    }

    private void counts(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", String.valueOf(result.candidates().size()));
        for (Map.Entry<String, Verdict> count : new TreeMap<>(
                        Map.of("failures", Verdict.FAILURE, "errors", Verdict.ERROR, "skipped", Verdict.SKIPPED))
                .entrySet()) {
            long number = result.candidates().stream()
                    .filter(candidate -> verdict(candidate) == count.getValue())
                    .count();
            xml.writeAttribute(count.getKey(), String.valueOf(number));
        }
        xml.writeAttribute("time", seconds(result.totals().duration()));
    }

    private void properties(XMLStreamWriter xml) throws XMLStreamException {
        start(xml, "properties");
        property(xml, "run", result.runId());
        property(xml, "status", result.status().toString());
        property(xml, "winner", result.winner() == null ? "" : result.winner());
        property(xml, "cost", result.totals().cost().known().toPlainString());
        property(xml, "cost-unknown", String.valueOf(result.totals().cost().unknownCount()));
        property(xml, "base", result.repository().base());
        property(xml, "strategy", result.strategy());
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", XmlText.allowed(value));
    }

    private void testcase(XMLStreamWriter xml, Candidate candidate) throws XMLStreamException {
        start(xml, "testcase");
        xml.writeAttribute("classname", "council");
        xml.writeAttribute("name", XmlText.allowed(candidate.agent()));
        xml.writeAttribute("time", seconds(candidate.duration()));
        Verdict verdict = verdict(candidate);
        String reason = XmlText.allowed(evidence.line(candidate.reason()));
        if (verdict == Verdict.SKIPPED) {
            xml.writeCharacters("\n");
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", reason);
        } else if (verdict != Verdict.PASSED) {
            start(xml, verdict.name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", reason);
            xml.writeAttribute("type", type(candidate));
            xml.writeCharacters(XmlText.allowed(String.join("\n", checks(candidate))));
            xml.writeEndElement();
        }
        element(xml, "system-out", String.join("\n", details(candidate)));
        xml.writeEndElement();
    }

    private Verdict verdict(Candidate candidate) {
        if (candidate.eligible()) {
            return Verdict.PASSED;
        }
        if (result.status() == RunStatus.WINNER) {
            return Verdict.SKIPPED;
        }
        boolean judged = candidate.status() == ExecutionStatus.SUCCESS
                || (candidate.failure() != null
                        && switch (candidate.failure().kind()) {
                            case NO_CHANGE, POLICY -> true;
                            default -> false;
                        });
        return judged ? Verdict.FAILURE : Verdict.ERROR;
    }

    private static String type(Candidate candidate) {
        FailureKind kind =
                candidate.failure() == null ? null : candidate.failure().kind();
        return kind == null ? "CHECKS" : kind.toString();
    }

    private List<String> checks(Candidate candidate) {
        return candidate.checks().stream().map(this::words).toList();
    }

    private String words(CheckResult check) {
        String failures = check.newFailures().stream()
                .map(test -> "\n  " + evidence.line(test))
                .collect(Collectors.joining());
        return evidence.line("check '" + check.name() + "' " + check.words()) + failures;
    }

    private List<String> details(Candidate candidate) {
        String wins = candidate.agent().equals(result.winner()) ? " (the winner)" : "";
        List<String> lines = new ArrayList<>(List.of(
                "status: " + RunFacts.status(candidate) + wins,
                "reason: " + evidence.line(candidate.reason()),
                "cost: " + RunFacts.cost(candidate),
                "change: " + RunFacts.change(candidate)
                        + (candidate.change() == null
                                ? ""
                                : ", " + candidate.change().branch())));
        lines.addAll(checks(candidate));
        candidate.flags().forEach(flag -> lines.add("look at: " + evidence.line(flag)));
        return lines;
    }

    private List<String> summary() {
        List<String> lines = new ArrayList<>(
                List.of(facts.headline(), facts.reason(), "spent " + facts.spent() + " in " + facts.took()));
        lines.addAll(facts.afterwards());
        return lines;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / MILLIS_PER_SECOND);
    }

    private static void start(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        start(xml, name);
        xml.writeCharacters(XmlText.allowed(text));
        xml.writeEndElement();
    }
}
