package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.process.StopSignal;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import io.clicouncil.verify.Verifier;
import io.clicouncil.workspace.Change;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has changes judged, and the base beside them. */
final class Judging {
    private final Verifier verifier;
    private final Assignments assignments;
    private final EarlyBase base;
    private final SparePlaces places;
    private final Watch watch;

    Judging(Verifier verifier, Assignments assignments, Run run, Watch watch) {
        this.watch = watch;
        this.verifier = verifier;
        this.assignments = assignments;
        this.base = new EarlyBase(verifier, assignments, run);
        this.places = new SparePlaces(
                run.plan().limits().concurrency(), run.plan().agents().size());
    }

    /** What the checks say of the base. */
    Flux<Draft> onBase() {
        return base.told();
    }

    /** An agent is over: what is left of the concurrency is free for checks. */
    void agentOver() {
        places.agentOver();
    }

    /** Ends what nobody waits for; completes when nothing of it runs any more. */
    Mono<Void> end() {
        return base.end();
    }

    /** What the checks say of a change. */
    Flux<Draft> verify(Command.Verify command, StopSignal stop) {
        return Flux.using(places::take, spare -> verify(command, stop, spare), spare -> {
            if (spare) {
                places.giveBack();
            }
        });
    }

    private Flux<Draft> verify(Command.Verify command, StopSignal stop, boolean optionalBeside) {
        List<CheckResult> results = new ArrayList<>();
        Mono<Draft> verdict = Mono.fromSupplier(
                () -> stamp -> new CouncilEvent.Verified(stamp, command.agent(), new Verification(results)));
        return assignments
                .verification(command, commitOf(command.change()), stop, optionalBeside)
                .flatMapMany(verifier::verify)
                .doOnNext(results::add)
                .<Draft>map(check -> stamp -> new CouncilEvent.CheckFinished(stamp, command.agent(), check))
                .doOnSubscribe(ignored -> watch.begins(command.agent()))
                .concatWith(watch.ended(command.agent()))
                .concatWith(verdict);
    }

    private static String commitOf(Change change) {
        String commit = change.commit();
        if (commit == null) {
            throw new IllegalArgumentException("an empty change has no commit");
        }
        return commit;
    }
}
