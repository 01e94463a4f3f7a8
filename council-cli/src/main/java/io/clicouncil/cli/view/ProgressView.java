package io.clicouncil.cli.view;

import io.clicouncil.event.CouncilEvent;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A run while it goes on: one line with the time for each change of state. */
public final class ProgressView implements RunView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final ZoneId zone;
    private final EventWords words;

    /**
     * A view.
     *
     * @param out where lines go
     * @param zone the zone that times are shown in
     * @param withOutput whether what agents print and do is shown as well
     */
    public ProgressView(PrintStream out, ZoneId zone, boolean withOutput) {
        this.out = out;
        this.zone = zone;
        this.words = new EventWords(withOutput);
    }

    @Override
    public void accept(CouncilEvent event) {
        String sentence = words.of(event);
        if (sentence != null) {
            out.println(TIME.format(event.time().atZone(zone)) + " " + Words.harmless(sentence));
        }
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void close() {
        out.flush();
    }
}
