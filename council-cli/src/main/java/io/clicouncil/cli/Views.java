package io.clicouncil.cli;

import io.clicouncil.cli.live.Glances;
import io.clicouncil.cli.live.LiveView;
import io.clicouncil.cli.view.ProgressView;
import io.clicouncil.cli.view.RunView;
import java.time.ZoneId;

/** Chooses how a run is shown while it goes on. */
final class Views {
    private Views() {}

    /**
     * Live rows for somebody who sits before a terminal, else a line for each change of state, or nothing where that was
     * asked for. Whoever wants to see all that agents print gets lines, and so does whoever gets documents on the same screen.
     *
     * @param format what goes to standard output meanwhile
     * @param hint what Ctrl-C does
     */
    static RunView of(CouncilCommand council, Format format, Glances glances, String hint) {
        Terminal terminal = council.terminal();
        if (council.quiet()) {
            return RunView.quiet(terminal.err());
        }
        boolean documents = format == Format.ndjson && terminal.isShown();
        if (terminal.isLive() && !council.verbose() && !documents) {
            RunView live = LiveView.open(terminal.err(), council.styleOfProgress(), hint, glances)
                    .orElse(null);
            if (live != null) {
                return live;
            }
        }
        return new ProgressView(terminal.err(), ZoneId.systemDefault(), council.verbose());
    }
}
