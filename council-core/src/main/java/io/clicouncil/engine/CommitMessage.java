package io.clicouncil.engine;

import io.clicouncil.cost.Cost;
import io.clicouncil.result.Candidate;
import java.util.ArrayList;
import java.util.List;

/** The messages of the commits that a run makes: first line from the task, trailers that say where it comes from. */
final class CommitMessage {
    private static final int LONGEST_SUBJECT = 72;

    private CommitMessage() {}

    /** Of the commit that holds an agent's change on its own branch. */
    static String ofChange(Run run, String agent) {
        return message(run, List.of("Council-Run: " + run.id(), "Council-Agent: " + agent));
    }

    /** Of the commit that puts the winner into the user's branch. */
    static String ofWinner(Run run, Candidate winner) {
        List<String> trailers = new ArrayList<>();
        trailers.add("Council-Run: " + run.id());
        trailers.add("Council-Agent: " + winner.agent());
        if (winner.model() != null) {
            trailers.add("Council-Model: " + winner.model());
        }
        trailers.add("Council-Cost: " + words(winner.cost()));
        return message(run, trailers);
    }

    private static String words(Cost cost) {
        return cost.amount() == null ? "unknown" : cost.amount().toPlainString() + " " + cost.currency();
    }

    private static String message(Run run, List<String> trailers) {
        return subject(run.plan().task()) + "\n\n" + String.join("\n", trailers) + "\n";
    }

    private static String subject(String task) {
        String line = task.strip().lines().findFirst().orElse("").strip().replaceAll("\\p{Cntrl}", " ");
        if (line.codePointCount(0, line.length()) <= LONGEST_SUBJECT) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1))
                        .strip() + "…";
    }
}
