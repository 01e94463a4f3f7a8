package io.clicouncil.adapters.ollama;

import io.clicouncil.failure.Failure;

/** Ends an attempt with a failure that is known already. Never leaves this package. */
final class CutShort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CutShort(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
