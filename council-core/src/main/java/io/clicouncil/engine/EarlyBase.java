package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.process.StopSignal;
import io.clicouncil.verify.BaseResult;
import io.clicouncil.verify.Verifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Asks what the checks say of the base while the agents work, so that a base that is red is known early. Nothing waits for
 * the answer, and a run that ends before it comes goes without.
 */
final class EarlyBase {
    private final Verifier verifier;
    private final Assignments assignments;
    private final @Nullable List<String> expect;
    private final StopSignal stop = StopSignal.create();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private volatile boolean begun;

    EarlyBase(Verifier verifier, Assignments assignments, Run run) {
        this.verifier = verifier;
        this.assignments = assignments;
        this.expect = run.plan().expect();
    }

    /** What each check says. Never an error: whoever judges a change meets the same one, and tells it. */
    Flux<Draft> told() {
        return Flux.defer(() -> {
            begun = true;
            return assignments
                    .ofBase(stop)
                    .flatMapMany(verifier::onBase)
                    .map(this::draft)
                    .onErrorResume(error -> Flux.empty())
                    .doFinally(ignored -> over.tryEmitEmpty());
        });
    }

    private Draft draft(BaseResult result) {
        return stamp -> new CouncilEvent.BaseChecked(stamp, result.check(), result.failing(), result.advice(expect));
    }

    /** Ends it; completes when nothing of it runs any more. */
    Mono<Void> end() {
        return Mono.defer(() -> {
            stop.raise();
            return begun ? over.asMono() : Mono.empty();
        });
    }
}
