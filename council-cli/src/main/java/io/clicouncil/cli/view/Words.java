package io.clicouncil.cli.view;

import io.clicouncil.adapter.Availability;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.result.Judgement;
import io.clicouncil.verify.CheckStatus;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as people read them. */
public final class Words {
    private Words() {}

    /** A cost with where it comes from; an unknown one is never a number. */
    public static String cost(Cost cost) {
        if (cost.amount() == null) {
            return "unknown";
        }
        String amount = Dollars.words(cost.amount());
        if (cost.source() == CostSource.FREE) {
            return amount + " free";
        }
        String source = cost.source().toString().toLowerCase(Locale.ROOT);
        return amount + " " + source + (cost.billing() == Billing.SUBSCRIPTION ? ", on a plan" : "");
    }

    /** How many checks a candidate passed of how many; one that could not be run says nothing of the change. */
    public static String checks(Candidate candidate) {
        if (candidate.checks().isEmpty()) {
            return "-";
        }
        long passed = count(candidate, Set.of(CheckStatus.PASSED, CheckStatus.FLAKY));
        long broken = count(candidate, Set.of(CheckStatus.ERROR));
        return passed + "/" + candidate.checks().size() + (candidate.flaky() ? " flaky" : "")
                + (broken == 0 ? "" : ", " + broken + " could not run");
    }

    private static long count(Candidate candidate, Set<CheckStatus> statuses) {
        return candidate.checks().stream()
                .filter(check -> statuses.contains(check.status()))
                .count();
    }

    /** The size of a change, or a dash where there is none. */
    public static String change(@Nullable ChangeSummary change) {
        return change == null
                ? "-"
                : change.files() + (change.files() == 1 ? " file +" : " files +") + change.insertions() + " -"
                        + change.deletions();
    }

    /** Whether an agent can be used, by its version where it names one. */
    public static String found(Availability availability) {
        if (!availability.usable()) {
            return "no: " + availability.advice();
        }
        return availability.version() == null ? "yes" : availability.version();
    }

    /** What came of asking the judge. */
    public static String of(Judgement judgement) {
        return "the judge " + judgement.judge()
                + (judgement.preferred() == null
                        ? " does not decide: " + judgement.reason()
                        : " prefers " + judgement.preferred())
                + ", cost " + cost(judgement.cost());
    }

    /** What a base that is not green means; null where it is green. */
    public static @Nullable String ofBase(CouncilEvent.BaseChecked base) {
        return base.advice().isEmpty()
                ? null
                : "the base: check '" + base.check().name() + "' "
                        + base.check().words() + "; " + base.advice();
    }

    /** Text that cannot move the cursor or colour the terminal: control characters are shown, not sent. */
    public static String harmless(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\t') {
                safe.append(' ');
            } else if (Character.isISOControl(point)) {
                safe.append('\uFFFD');
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }
}
