package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.edits.EditApplier;
import io.clicouncil.adapters.edits.EditOutcome;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.ResourceUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an attempt ends: what failed first, what it cost, and what was done to files. */
final class Outcome {
    private static final int MOST_REASONS = 3;

    private final TaskAssignment assignment;
    private final Answer answer;
    private final Secrets secrets;
    private final long begunNanos = System.nanoTime();
    private Verdict verdict = new Verdict("", Endpoint.of(""));
    // These are written on one thread, and read on another by whoever ends the attempt.
    private volatile Price price = new Price(null, true);
    private String model = "";
    private @Nullable Duration firstOutput;
    private @Nullable Failure failure;
    private volatile boolean asked;
    private volatile boolean rejected;

    Outcome(TaskAssignment assignment, Answer answer) {
        this.assignment = assignment;
        this.answer = answer;
        this.secrets = Secrets.of(assignment.environment());
    }

    void begin(String wanted, Endpoint endpoint, @Nullable BigDecimal pricePerHour) {
        model = wanted;
        verdict = new Verdict(wanted, endpoint);
        price = new Price(pricePerHour, OllamaAdapter.isOurs(wanted, endpoint, assignment.environment()));
    }

    /** What the server says of the model: it may hand the question on to a machine that is not the user's. */
    void answeredBy(ModelInfo info) {
        price = info.remote() ? price.elsewhere() : price;
    }

    /** From here on somebody may work for us. */
    void asked() {
        asked = true;
    }

    /** A line came. */
    void heard() {
        firstOutput = firstOutput == null ? elapsed() : firstOutput;
    }

    Verdict verdict() {
        return verdict;
    }

    Price price() {
        return price;
    }

    /** Whether an error is one that an attempt may end with. */
    boolean explains(Throwable error) {
        return error instanceof CutShort || verdict.of(error) != null;
    }

    /** Takes note of the first failure. */
    synchronized void fail(Failure first) {
        failure = failure == null ? first : failure;
    }

    void fail(Throwable error) {
        rejected = error instanceof HttpFailure || error instanceof ConnectException;
        Failure known = error instanceof CutShort cut ? cut.failure() : verdict.of(error);
        if (known != null) {
            fail(known);
        }
    }

    /** The text without secrets. */
    String clean(String text) {
        return secrets.out(text);
    }

    AgentEvent spending() {
        return new AgentEvent.Spending(answer.usage(), cost());
    }

    /** Applies the answer where all went well, and says how it ended. Blocks. */
    List<AgentEvent> conclude() {
        List<AgentEvent> events = new ArrayList<>();
        Failure known = failed();
        if (known == null) {
            known = apply(events);
        }
        String answeredBy = answer.model();
        events.add(new AgentEvent.Finished(new ExecutionResult(
                secrets.outOf(known),
                answer.usage(),
                cost(),
                elapsed(),
                answeredBy == null ? model : answeredBy,
                null,
                answer.text().isBlank() ? null : clean(answer.text().strip()),
                null,
                null,
                new ResourceUsage(null, null, firstOutput))));
        return events;
    }

    private @Nullable Failure failed() {
        synchronized (this) {
            if (failure != null) {
                return failure;
            }
        }
        if (!answer.done()) {
            return Failure.of(FailureKind.NETWORK, "Ollama's answer broke off before its end");
        }
        if (answer.cutOff()) {
            return Failure.of(
                    FailureKind.BAD_OUTPUT, "the answer was cut off: there was no room for more; raise 'context'");
        }
        return answer.ended() ? null : Failure.of(FailureKind.BAD_OUTPUT, "Ollama ended without an answer");
    }

    private @Nullable Failure apply(List<AgentEvent> events) {
        if (assignment.resumed() && Recording.isApplied(assignment.files())) {
            return null;
        }
        EditOutcome edits = new EditApplier(assignment.directory()).apply(answer.text());
        if (edits.refused()) {
            List<String> reasons = edits.refusals();
            String more = reasons.size() > MOST_REASONS ? "; and " + (reasons.size() - MOST_REASONS) + " more" : "";
            return Failure.of(
                    FailureKind.BAD_OUTPUT,
                    "its edits cannot be applied: "
                            + String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))) + more);
        }
        edits.applied().forEach(edit -> events.add(new AgentEvent.Activity(edit.words())));
        try {
            Recording.markApplied(assignment.files());
        } catch (IOException e) {
            return Failure.of(FailureKind.CRASHED, "the run's folder could not be written to");
        }
        return null;
    }

    private Cost cost() {
        boolean nothingDone = rejected || !(asked || answer.done());
        // An answer that a council before us received was not asked for by us, but says itself where it comes from.
        Price due = answer.remote() ? price.elsewhere() : price;
        return nothingDone && due.known() ? Cost.free() : due.of(answer.worked(), elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }
}
