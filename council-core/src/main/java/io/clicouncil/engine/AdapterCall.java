package io.clicouncil.engine;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.AgentEvent.Finished;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls an adapter and holds it to its contract: exactly one {@link Finished}, last, whatever the adapter does. */
final class AdapterCall {
    private AdapterCall() {}

    static Flux<AgentEvent> of(CLIAdapter adapter, TaskAssignment assignment) {
        return Flux.defer(() -> adapter.execute(assignment))
                .onErrorResume(error -> Mono.just(broken(adapter, Errors.words(error))))
                .concatWith(Mono.fromSupplier(() -> broken(adapter, "it ended without a result")))
                .takeUntil(Finished.class::isInstance);
    }

    private static AgentEvent broken(CLIAdapter adapter, String how) {
        String message = "the adapter " + adapter.id() + " broke its contract: " + how;
        return new Finished(ExecutionResult.failed(Failure.of(FailureKind.CRASHED, message)));
    }
}
