package io.clicouncil.cli.view;

import io.clicouncil.adapter.Availability;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.Judgement;
import java.util.Locale;
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
