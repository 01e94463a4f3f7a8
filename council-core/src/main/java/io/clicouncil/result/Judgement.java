package io.clicouncil.result;

import io.clicouncil.cost.Cost;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking the judge.
 *
 * @param judge the name of the agent that was to compare
 * @param preferred the agent whose change it preferred, or null where it did not decide
 * @param reason why not, in words, or empty where it decided
 * @param cost what asking it has cost
 * @since 0.1
 */
public record Judgement(String judge, @Nullable String preferred, String reason, Cost cost) {
    /** Checks that there is a reason exactly where it did not decide. */
    public Judgement {
        Objects.requireNonNull(judge, "judge");
        Objects.requireNonNull(cost, "cost");
        if ((preferred == null) == reason.isEmpty()) {
            throw new IllegalArgumentException("a judge decides, or there is a reason why not");
        }
    }

    /** It preferred this one. */
    public static Judgement of(String judge, String preferred, Cost cost) {
        return new Judgement(judge, preferred, "", cost);
    }

    /** It did not decide, for this reason. */
    public static Judgement none(String judge, String reason, Cost cost) {
        return new Judgement(judge, null, reason, cost);
    }
}
