package io.clicouncil.engine;

import io.clicouncil.budget.Ledger;
import io.clicouncil.event.CouncilEvent.MoneyRefused;
import io.clicouncil.event.CouncilEvent.MoneyReserved;
import io.clicouncil.event.CouncilEvent.MoneySettled;
import io.clicouncil.event.Draft;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reserves money for attempts: that of the run has been found to be enough already, that of the day is asked for. Questions
 * to the ledger are answered one after another: who is refused after something was given back has been asked after it, too.
 */
final class Money {
    private final Ledger ledger;
    private final String runId;
    private final @Nullable BigDecimal daily;
    private Mono<Void> before = Mono.empty();

    /**
     * The money of a run.
     *
     * @param ledger what all runs of the day reserve and spend
     * @param daily what a day may cost in US dollars, or null for any amount
     */
    Money(Ledger ledger, String runId, @Nullable BigDecimal daily) {
        this.ledger = ledger;
        this.runId = runId;
        this.daily = daily;
    }

    /** The answer, as an event. */
    Mono<Draft> reserve(Command.Reserve command) {
        return ask(command.agent(), command.attempt(), command.amount(), command.orLess())
                .map(answer -> draft(command, answer));
    }

    /**
     * The answer to a wish for money.
     *
     * @param who whose attempt it is for
     * @param orLess whether less will do where the day has less
     */
    Mono<Ledger.Reservation> ask(String who, int attempt, BigDecimal amount, boolean orLess) {
        BigDecimal limit = daily;
        return limit == null
                ? Mono.just(new Ledger.Reservation(amount, amount))
                : inTurn(Mono.fromCallable(() -> ledger.reserve(key(who, attempt), amount, orLess, limit)));
    }

    /** The event that it is recorded. What cannot be recorded stays reserved until the day is over. */
    Mono<Draft> settle(Command.Settle command) {
        Draft settled = stamp -> new MoneySettled(stamp, command.agent(), command.attempt(), command.amount());
        return pay(command.agent(), command.attempt(), command.amount()).thenReturn(settled);
    }

    /** Puts what an attempt has cost in place of what was reserved for it. */
    Mono<Void> pay(String who, int attempt, BigDecimal amount) {
        return daily == null
                ? Mono.empty()
                : inTurn(Mono.<Void>fromRunnable(() -> ledger.settle(key(who, attempt), amount))
                        .onErrorComplete());
    }

    private synchronized <T> Mono<T> inTurn(Mono<T> work) {
        Mono<T> next = before.onErrorComplete()
                .then(work.subscribeOn(Schedulers.boundedElastic()))
                .cache();
        before = next.then();
        return next;
    }

    private static Draft draft(Command.Reserve command, Ledger.Reservation answer) {
        BigDecimal granted = answer.granted();
        return granted == null
                ? stamp -> new MoneyRefused(stamp, command.agent(), command.attempt(), answer.left())
                : stamp -> new MoneyReserved(stamp, command.agent(), command.attempt(), granted);
    }

    private String key(String agent, int attempt) {
        return runId + "/" + agent + "/" + attempt;
    }
}
