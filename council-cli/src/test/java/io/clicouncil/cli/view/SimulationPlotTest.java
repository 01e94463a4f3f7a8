package io.clicouncil.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.view.SimulationView.Named;
import io.clicouncil.simulation.Simulation.Kind;
import io.clicouncil.simulation.Simulation.Row;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SimulationPlotTest {
    private final List<Named> rows = List.of(
            named("all", Kind.ALL, 9, "100"),
            named("race", Kind.RACE, 9, null),
            named("cascade", Kind.CASCADE, 9, "10"),
            named("<odd> & \u0007", Kind.SINGLE, 5, "1"),
            named("local", Kind.SINGLE, 2, "0"));

    @Test
    void tellsItselfInWords() throws Exception {
        Document picture = parsed(SimulationPlot.svg(10, rows));

        assertThat(picture.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(picture.getDocumentElement().getAttribute("aria-labelledby")).isEqualTo("title desc");
        assertThat(text(picture, "title")).isEqualTo("Money against tasks solved");
        assertThat(text(picture, "desc"))
                .isEqualTo("all solved 9 of 10 tasks for $100.00. race solved 9 of 10 tasks for an unknown amount."
                        + " cascade solved 9 of 10 tasks for $10.00. <odd> & \ufffd solved 5 of 10 tasks for $1.00."
                        + " local solved 2 of 10 tasks for $0.00.");
    }

    @Test
    void putsEachPointWhereItsMoneyAndItsTasksAre() {
        String svg = SimulationPlot.svg(10, rows);

        // Two decades right of the place for what is free: 110 to 530; ten tasks upwards: 350 to 30.
        assertThat(svg)
                .contains(
                        "<rect x=\"525.0\" y=\"57.0\" width=\"10\" height=\"10\"",
                        "<path d=\"M320.0 55.0l7 7l-7 7l-7 -7z\"",
                        "<circle cx=\"110.0\" cy=\"190.0\"",
                        "<circle cx=\"70.0\" cy=\"286.0\"");
        assertThat(svg.split("l6 11h-12z", -1))
                .as("a race without a cost is in the legend only")
                .hasSize(2);
    }

    @Test
    void isAPictureWithoutAnyMoneyToo() throws Exception {
        List<Named> unknown = List.of(named("race", Kind.RACE, 1, null));

        assertThat(text(parsed(SimulationPlot.svg(1, unknown)), "desc")).contains("an unknown amount");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Document picture, String element) {
        return picture.getElementsByTagName(element).item(0).getTextContent();
    }

    private static Named named(String name, Kind kind, int solved, @Nullable String cost) {
        BigDecimal known = cost == null ? BigDecimal.ZERO : new BigDecimal(cost);
        return new Named(name, new Row(kind, List.of("a"), null, solved, known, cost == null ? 1 : 0, null));
    }
}
