package io.clicouncil.cli.live;

import io.clicouncil.cli.view.EventWords;
import io.clicouncil.cli.view.Style;
import io.clicouncil.cli.view.Words;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import org.jspecify.annotations.Nullable;

/** What is worth a line that stays: the outcome of each agent, and what no row has a place for. */
final class News {
    private final Style style;
    private final EventWords words = new EventWords(false);

    News(Style style) {
        this.style = style;
    }

    /** The line, or null. */
    @Nullable
    String of(CouncilEvent event) {
        String sentence = words.of(event);
        if (sentence == null || isInARow(event)) {
            return null;
        }
        String harmless = Words.harmless(sentence);
        if (!(event instanceof CouncilEvent.CandidateDecided decided)) {
            return harmless;
        }
        Candidate candidate = decided.candidate();
        String line = harmless + effort(candidate);
        return candidate.eligible() ? style.good(line) : line;
    }

    private static String effort(Candidate candidate) {
        return candidate.attempts() == 0
                ? ""
                : " (" + Durations.format(candidate.duration()) + ", cost " + Words.cost(candidate.cost()) + ")";
    }

    private static boolean isInARow(CouncilEvent event) {
        return event instanceof CouncilEvent.OfAgent
                && !(event instanceof CouncilEvent.RepositoryTouched)
                && !(event instanceof CouncilEvent.HedgeDue);
    }
}
