package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.Secrets;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Judges an attempt by its dialogue and by the end of its process.
 *
 * @param dialogue what was said
 * @param stopped whether somebody wanted it to stop before it was over
 * @param harvest whether a council before us made it
 * @param lastError its last line on standard error, or an empty text
 * @param secrets what nobody may be told
 */
record Verdict(Dialogue dialogue, boolean stopped, boolean harvest, String lastError, Secrets secrets) {

    /**
     * The result of the attempt.
     *
     * @param asked the model that was asked for, or null
     */
    ExecutionResult of(CommandResult ended, @Nullable String asked) {
        ExecutionResult bare = ExecutionResult.of(ended);
        if (!ended.ran()) {
            return bare.failing(secrets.outOf(bare.failure())).saying(asked, null, null);
        }
        return bare.failing(secrets.outOf(failure(ended, bare.failure())))
                .spending(dialogue.usage(), dialogue.cost())
                .saying(dialogue.model(), dialogue.session(), secrets.outOf(dialogue.message()));
    }

    private @Nullable Failure failure(CommandResult ended, @Nullable Failure ofProcess) {
        boolean done = dialogue.over() && dialogue.failure() == null;
        if (stopped && !(done && dialogue.reasonToCancel() == null)) {
            return Failure.of(FailureKind.CANCELLED, "it was stopped");
        }
        if (done) {
            // However its process ends when the turn is over, be it that we end it, the turn was good.
            return null;
        }
        Ending ending = ended.ending();
        if (ending == Ending.TIMED_OUT || ending == Ending.STALLED || ending == Ending.EXCEEDED) {
            return ofProcess;
        }
        if (dialogue.over()) {
            return dialogue.failure();
        }
        Failure reason = dialogue.reasonToCancel();
        if (reason != null) {
            return reason;
        }
        if (harvest) {
            return new Failure(FailureKind.CRASHED, "it lost the council that it talked to", true, null);
        }
        return ending == Ending.EXITED ? unfinished(ended) : ofProcess;
    }

    private Failure unfinished(CommandResult ended) {
        Integer code = ended.exitCode();
        String how = "it ended in the middle of the conversation"
                + (code == null || code == 0 ? "" : " with exit code " + code)
                + (lastError.isBlank() ? "" : ": " + OneLine.of(lastError));
        FailureKind kind = code != null && code == 0 ? FailureKind.BAD_OUTPUT : FailureKind.CRASHED;
        return Faults.in(lastError).orElseGet(() -> Failure.of(kind, how));
    }
}
