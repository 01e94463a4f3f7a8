package io.clicouncil.process;

import java.time.Instant;
import java.util.Objects;

/**
 * What a running command says: once that it started, any number of lines, and last how it ended. A command that cannot
 * be started says only the last.
 *
 * @since 0.1
 */
public sealed interface CommandEvent {

    /**
     * The command's process exists.
     *
     * @param pid the process id that leads its tree
     * @param time when
     */
    record Started(long pid, Instant time) implements CommandEvent {}

    /**
     * One line that it printed, decoded as UTF-8 with what is malformed replaced. Longer lines than the runner's bound
     * are cut there and end with an ellipsis; the file holds them whole. Blank lines are kept.
     *
     * @param channel where it was printed
     * @param text the line without its line end
     */
    record Line(Channel channel, String text) implements CommandEvent {
        /** Checks the parts. */
        public Line {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * It is over and its whole process tree is gone. Always the last event.
     *
     * @param result how it ended
     */
    record Ended(CommandResult result) implements CommandEvent {
        /** Checks the parts. */
        public Ended {
            Objects.requireNonNull(result, "result");
        }
    }
}
