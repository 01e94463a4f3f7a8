package io.clicouncil.cli.view;

import io.clicouncil.event.CouncilEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** Shows a run while it goes on. */
public interface RunView extends Consumer<CouncilEvent>, AutoCloseable {
    /** Shows no event; what the command has to say itself is said all the same. */
    static RunView quiet(PrintStream out) {
        return new RunView() {
            @Override
            public void accept(CouncilEvent event) {}

            @Override
            public void say(String line) {
                out.println(line);
            }

            @Override
            public void close() {}
        };
    }

    /** Takes in what has happened. Events of one run come in order, one at a time. */
    @Override
    void accept(CouncilEvent event);

    /** Takes in what happened before there was this view, without a word of it. */
    default void recall(List<CouncilEvent> past) {}

    /** Shows a line of the command's own that stays. May be called from any thread. */
    void say(String line);

    /** Gives the terminal back. Closing twice is harmless. */
    @Override
    void close();
}
