package io.clicouncil.engine;

import io.clicouncil.cost.Cost;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.Selection;
import io.clicouncil.result.Selector;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.task.Plan;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.workspace.ConflictRule;
import java.util.List;
import java.util.Objects;

/** The last steps of a run: the judge is asked where there is something for it to break, one is chosen, and applied. */
final class Deciding {
    private final Moves moves;

    Deciding(Moves moves) {
        this.moves = moves;
    }

    /** Begins them, once every outcome is final. */
    void conclude() {
        RunState now = moves.state();
        if (!now.decided() || now.unsettled() > 0 || now.ending().begun()) {
            return;
        }
        moves.change(state -> state.ending(Ending::beginning));
        Plan.PlannedJudge judge = moves.plan().judge();
        List<Candidate> tied =
                judge == null || now.stop() != null || now.ending().judgement() != null
                        ? List.of()
                        : new Selector(select()).tied(now.candidates(), judge.band());
        if (judge == null || tied.size() < 2) {
            choose();
        } else {
            ask(judge.agent(), tied);
        }
    }

    private void ask(PlannedAgent judge, List<Candidate> tied) {
        Purse purse = Purse.of(moves.state());
        if (purse.allows(judge)) {
            moves.ask(new Command.Judge(
                    judge.name(),
                    tied.stream().limit(JudgePrompt.MOST).map(this::contender).toList(),
                    purse.watched() ? purse.claim(judge) : null,
                    Purse.price(judge) == null));
        } else {
            judged(Judgement.none(judge.name(), "it was not asked: too little is left of the budget", Cost.free()));
        }
    }

    private Command.Contender contender(Candidate candidate) {
        return new Command.Contender(
                candidate.agent(),
                Objects.requireNonNull(moves.state().agent(candidate.agent()).change()));
    }

    /** The judge has answered, or will not. */
    void judged(Judgement judgement) {
        moves.change(state -> state.ending(ending -> ending.judged(judgement)));
        choose();
    }

    private void choose() {
        RunState now = moves.state();
        String unfinished = now.unfinished();
        if (unfinished == null) {
            moves.ask(new Command.Select(
                    select(), now.candidatesFor(select()), now.ending().judgement()));
        } else {
            moves.change(
                    state -> state.ending(ending -> ending.selected(new Selection(null, select().id(), unfinished))));
            moves.finish();
        }
    }

    /** One is chosen, or nobody. */
    void selected(Selection selection) {
        moves.change(state -> state.ending(ending -> ending.selected(selection)));
        Plan plan = moves.plan();
        if (selection.winner() == null
                || plan.apply() == null
                || moves.state().ending().applied() != null) {
            moves.finish();
        } else {
            moves.apply(moves.state().agent(selection.winner()), plan.apply(), ConflictRule.REFUSE, plan.allowRisky());
        }
    }

    private SelectionRule select() {
        return moves.plan().strategy().select();
    }
}
