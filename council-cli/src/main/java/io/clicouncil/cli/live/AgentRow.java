package io.clicouncil.cli.live;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.result.Candidate;
import io.clicouncil.workspace.ChangeSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent of a run, as its events tell of it. */
final class AgentRow {
    /** What an agent is about. */
    enum State {
        QUEUED("queued"),
        PREPARING("preparing"),
        WORKING("working"),
        WAITING("waiting"),
        RETRYING("retrying"),
        CAPTURING("capturing"),
        CHECKING("checking"),
        DECIDED("decided");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final String name;
    private final List<Cost> costs = new ArrayList<>();
    private State state = State.QUEUED;
    private int attempt;
    private Duration worked = Duration.ZERO;
    private @Nullable Instant since;
    private @Nullable Instant due;
    private Usage usage = Usage.UNKNOWN;
    private @Nullable Usage spentTokens;
    private @Nullable Cost spentMoney;
    private String lately = "";
    private boolean speaks;
    private @Nullable ChangeSize change;
    private @Nullable Path workspace;
    private int checked;
    private @Nullable Candidate candidate;

    AgentRow(String name) {
        this.name = name;
    }

    void accept(CouncilEvent.OfAgent event) {
        if (event instanceof CouncilEvent.WorkspaceLeased leased) {
            workspace = Path.of(leased.directory());
            enter(State.PREPARING, "");
        } else if (event instanceof CouncilEvent.WorkspacePrepared || event instanceof CouncilEvent.RetryDue) {
            enter(State.PREPARING, "");
        } else if (event instanceof CouncilEvent.AttemptStarted started) {
            attempt = started.attempt();
            since = started.time();
            speaks = false;
            change = null;
            enter(State.WORKING, "");
        } else if (event instanceof CouncilEvent.AttemptHeld held) {
            enter(State.WAITING, held.reason());
        } else if (event instanceof CouncilEvent.MoneyRefused refused) {
            enter(State.WAITING, "the day's budget has " + Spending.amount(refused.left()) + " left");
        } else if (event instanceof CouncilEvent.AgentActivity activity) {
            speaks = true;
            lately = activity.text();
        } else if (event instanceof CouncilEvent.AgentOutput output) {
            hear(output.line());
        } else if (event instanceof CouncilEvent.AgentSpending spending) {
            spentTokens = spending.usage();
            spentMoney = spending.cost();
        } else if (event instanceof CouncilEvent.AttemptFinished finished) {
            finish(finished);
        } else if (event instanceof CouncilEvent.RetryScheduled retry) {
            due = retry.time().plus(retry.delay());
            enter(State.RETRYING, lately.isEmpty() ? "after " + retry.cause() : lately);
        } else if (event instanceof CouncilEvent.ChangeCaptured captured) {
            change = new ChangeSize(
                    captured.change().files().size(),
                    captured.change().insertions(),
                    captured.change().deletions());
            checked = 0;
            enter(State.CHECKING, "");
        } else if (event instanceof CouncilEvent.CheckFinished check) {
            checked++;
            lately = check.check().name() + " " + check.check().words();
        }
        if (!(event instanceof CouncilEvent.ApplyRequested)) {
            // A run that goes on takes up again what was stopped for the time being.
            candidate = null;
        }
    }

    private void finish(CouncilEvent.AttemptFinished finished) {
        Failure failure = finished.result().failure();
        worked = worked.plus(finished.result().duration());
        since = null;
        usage = usage.plus(finished.result().usage());
        costs.add(finished.result().chargeable());
        spentTokens = null;
        spentMoney = null;
        enter(State.CAPTURING, failure == null ? "" : failure.message());
    }

    private void enter(State next, String words) {
        state = next;
        lately = words;
    }

    /** What it printed counts only for one that does not say what it does. */
    private void hear(String line) {
        if (!speaks && !line.isBlank()) {
            lately = line.strip();
        }
    }

    void decide(Candidate outcome) {
        candidate = outcome;
        state = State.DECIDED;
        since = null;
    }

    /** What a look into its workspace found. */
    void sees(ChangeSize size) {
        if (state == State.WORKING) {
            change = size;
        }
    }

    /** What a look into its output found. */
    void prints(String line) {
        if (state == State.WORKING) {
            hear(line);
        }
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    int attempt() {
        return attempt;
    }

    /** The time of all its attempts until then, waits left out; null before the first. */
    @Nullable
    Duration elapsed(Instant now) {
        if (attempt == 0) {
            return null;
        }
        return since == null ? worked : worked.plus(Duration.between(since, now));
    }

    /** When the next attempt is due, where it waits for that; else null. */
    @Nullable
    Instant due() {
        return state == State.RETRYING ? due : null;
    }

    Spending spending() {
        List<Cost> all = new ArrayList<>(costs);
        if (since != null) {
            all.add(spentMoney == null ? Cost.unknown() : spentMoney);
        }
        return Spending.of(all);
    }

    /** The tokens of all its attempts. */
    Usage usage() {
        return spentTokens == null ? usage : usage.plus(spentTokens);
    }

    /** What it did, printed or ran into last; somebody else's words. */
    String lately() {
        return lately;
    }

    @Nullable
    ChangeSize change() {
        return change;
    }

    /** Where it works, while it does; else null. */
    @Nullable
    Path workspace() {
        return state == State.WORKING ? workspace : null;
    }

    int checked() {
        return checked;
    }

    /** What came of it, or null while that is open. */
    @Nullable
    Candidate candidate() {
        return candidate;
    }
}
