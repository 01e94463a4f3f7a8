package io.clicouncil.verify;

import io.clicouncil.process.StopSignal;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A run that several wait for. It is stopped when the last of them does not want it any more. */
final class SharedRun {
    private final StopSignal stop = StopSignal.create();
    private final Mono<CheckRun> result;
    private final Consumer<SharedRun> over;
    private int waiting;
    private boolean closed;

    /**
     * A run that begins with the first who waits.
     *
     * @param run makes it, to be stopped by the signal
     * @param over told once when nobody may join any more
     */
    SharedRun(Function<StopSignal, Mono<CheckRun>> run, Consumer<SharedRun> over) {
        this.over = over;
        this.result = run.apply(stop).doFinally(ignored -> close()).cache();
    }

    /**
     * Waits for it, unless it is over.
     *
     * @param own raised by who does not want to wait any longer: the last waits for the run's own end, another goes at once
     */
    synchronized Optional<Mono<CheckRun>> join(StopSignal own) {
        if (closed) {
            return Optional.empty();
        }
        waiting++;
        Mono<CheckRun> left = own.raised().flatMap(ignored -> leave() ? result : Mono.empty());
        return Optional.of(Mono.firstWithSignal(result, left).doOnCancel(this::leave));
    }

    /** Whether it was the last, so that the run is stopped now. */
    private boolean leave() {
        synchronized (this) {
            waiting--;
            if (waiting > 0 || closed) {
                return false;
            }
        }
        close();
        stop.raise();
        return true;
    }

    private void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        over.accept(this);
    }
}
