package io.clicouncil.process;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A wish to stop, made at most once and seen by everybody who holds the signal. It is a wish, not a cancellation: who
 * heeds it ends what it does in good order, keeps what was paid for, and reports that it was stopped.
 *
 * @since 0.1
 */
public final class StopSignal {
    private final Sinks.One<Boolean> requested = Sinks.one();

    /** A signal that nobody has raised yet. */
    public static StopSignal create() {
        return new StopSignal();
    }

    private StopSignal() {}

    /** Raises the signal. Raising it twice is harmless. */
    public void raise() {
        requested.tryEmitValue(true);
    }

    /** Completes with a value when the signal is raised, at once where it already is. Never signals an error. */
    public Mono<Boolean> raised() {
        return requested.asMono();
    }
}
