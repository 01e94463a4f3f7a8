package io.clicouncil.adapter;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.process.Channel;
import java.time.Instant;
import java.util.Objects;

/**
 * What an agent says during one attempt: when its process started, any number of the others in any order, and last, once,
 * {@link Finished}.
 *
 * @since 0.1
 */
public sealed interface AgentEvent {

    /**
     * Its process exists.
     *
     * @param pid the process id that leads its tree
     * @param time when
     */
    record Started(long pid, Instant time) implements AgentEvent {}

    /**
     * A line that it printed, as it is.
     *
     * @param channel where
     * @param text the line without its line end
     */
    record Output(Channel channel, String text) implements AgentEvent {
        /** Checks the parts. */
        public Output {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * What it does now, in a few words for a person.
     *
     * @param text for example {@code Edit src/Main.java}
     */
    record Activity(String text) implements AgentEvent {
        /** Checks the parts. */
        public Activity {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * What this attempt has used up so far: totals, not a difference to the last time.
     *
     * @param usage its tokens
     * @param cost its price, unknown while nobody knows it
     */
    record Spending(Usage usage, Cost cost) implements AgentEvent {
        /** Checks the parts. */
        public Spending {
            Objects.requireNonNull(usage, "usage");
            Objects.requireNonNull(cost, "cost");
        }
    }

    /**
     * The attempt is over and nothing of it runs any more.
     *
     * @param result what came back
     */
    record Finished(ExecutionResult result) implements AgentEvent {
        /** Checks the parts. */
        public Finished {
            Objects.requireNonNull(result, "result");
        }
    }
}
