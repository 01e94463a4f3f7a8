package io.clicouncil.verify.report;

import java.io.InputStream;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of JUnit XML: suites, nested as deep as they come, with test cases. A document of another kind holds no
 * test; a DOCTYPE is refused, so that no entity is ever expanded or fetched.
 */
final class JunitXml {
    private static final Set<String> ROOTS = Set.of("testsuites", "testsuite");
    private static final Set<String> FAILED = Set.of("failure", "error");
    private static final Set<String> NOT_RUN = Set.of("notrun", "skipped", "disabled");
    private static final int DEEPEST = 100;
    private static final int MOST_TESTS = 1_000_000;

    private final XMLStreamReader xml;
    private final TestTally tally;
    private int depth;
    private @Nullable TestOutcome outcome;
    private int caseDepth;
    private String className = "";
    private String name = "";

    private JunitXml(XMLStreamReader xml, TestTally tally) {
        this.xml = xml;
        this.tally = tally;
    }

    /**
     * Reads a file to its end.
     *
     * @throws XMLStreamException where it is broken or beyond the bounds; what was read until then is counted
     */
    static void read(InputStream file, TestTally tally) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        XMLStreamReader xml = factory.createXMLStreamReader(file);
        try {
            new JunitXml(xml, tally).document();
        } catch (RuntimeException unspeakable) {
            // Java's parser has no words for some errors, and fails for want of them.
            throw new XMLStreamException("no XML", xml.getLocation(), unspeakable);
        } finally {
            xml.close();
        }
    }

    private void document() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("a DOCTYPE", xml.getLocation());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("an entity", xml.getLocation());
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 0 && !ROOTS.contains(xml.getLocalName())) {
                        return;
                    }
                    begin(xml.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // Texts are what tests printed.
                }
            }
        }
    }

    private void begin(String element) throws XMLStreamException {
        depth++;
        if (depth > DEEPEST || tally.seen() >= MOST_TESTS) {
            throw new XMLStreamException("more than any test run reports", xml.getLocation());
        }
        if (outcome != null) {
            inCase(element);
        } else if (element.equals("testcase")) {
            caseDepth = depth;
            className = attribute("classname");
            name = attribute("name");
            outcome = NOT_RUN.contains(attribute("status")) ? TestOutcome.SKIPPED : TestOutcome.PASSED;
        }
    }

    private void inCase(String element) {
        if (depth != caseDepth + 1) {
            return;
        }
        if (FAILED.contains(element)) {
            outcome = TestOutcome.FAILED;
        } else if (element.equals("skipped") && outcome != TestOutcome.FAILED) {
            outcome = TestOutcome.SKIPPED;
        }
    }

    private void end() {
        if (outcome != null && depth == caseDepth) {
            tally.add(className, name, outcome);
            outcome = null;
        }
        depth--;
    }

    private String attribute(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }
}
