package io.clicouncil.engine;

import io.clicouncil.budget.Ledger;
import io.clicouncil.event.CouncilEvent.MoneyRefused;
import io.clicouncil.event.CouncilEvent.MoneyReserved;
import io.clicouncil.event.Draft;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reserves money for attempts: that of the run has been found to be enough already, that of the day is asked for.
 *
 * @param ledger what all runs of the day reserve and spend
 * @param runId the run
 * @param daily what a day may cost in US dollars, or null for any amount
 */
record Money(Ledger ledger, String runId, @Nullable BigDecimal daily) {

    /** The answer, as an event. */
    Mono<Draft> reserve(Command.Reserve command) {
        BigDecimal limit = daily;
        return limit == null
                ? Mono.just(reserved(command, command.amount()))
                : Mono.fromCallable(() -> answer(command, limit)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Completes when it is recorded. What cannot be recorded stays reserved. */
    Mono<Void> settle(Command.Settle command) {
        return Mono.<Void>fromRunnable(() -> ledger.settle(key(command.agent(), command.attempt()), command.amount()))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(error -> Mono.empty());
    }

    private Draft answer(Command.Reserve command, BigDecimal limit) {
        Ledger.Reservation answer =
                ledger.reserve(key(command.agent(), command.attempt()), command.amount(), command.orLess(), limit);
        BigDecimal granted = answer.granted();
        return granted == null
                ? stamp -> new MoneyRefused(stamp, command.agent(), command.attempt(), answer.left())
                : reserved(command, granted);
    }

    private static Draft reserved(Command.Reserve command, BigDecimal amount) {
        return stamp -> new MoneyReserved(stamp, command.agent(), command.attempt(), amount);
    }

    private String key(String agent, int attempt) {
        return runId + "/" + agent + "/" + attempt;
    }
}
