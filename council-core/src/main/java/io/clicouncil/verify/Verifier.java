package io.clicouncil.verify;

import reactor.core.publisher.Flux;

/**
 * Judges a change.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Verifier {

    /**
     * Judges a change in a clean room of its own, never in the agent's workspace. Nothing happens before subscription;
     * it completes when nothing of it runs any more and the clean room is released.
     *
     * @return the result of every check, in the order of the request
     */
    Flux<CheckResult> verify(VerificationRequest request);

    /**
     * Finds out what the required checks say of the base, before anybody needs it: as it is remembered, or else by running
     * them there. Nothing happens before subscription; it completes when nothing of it runs any more.
     *
     * @return what each check said, in order, until the request is stopped; nothing where the verifier knows no base
     */
    default Flux<BaseResult> onBase(VerificationRequest request) {
        return Flux.empty();
    }
}
