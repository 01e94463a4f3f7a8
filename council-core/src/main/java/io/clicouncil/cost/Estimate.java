package io.clicouncil.cost;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt may cost, in US dollars, before it is made.
 *
 * @param expected the likely amount, or null where nobody can say
 * @param worst the most it can cost, or null where there is no limit
 * @since 0.1
 */
public record Estimate(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal expected,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal worst) {

    /** Nobody can say. */
    public static final Estimate UNKNOWN = new Estimate(null, null);

    /** Exactly this much, in US dollars. */
    public static Estimate exactly(BigDecimal amount) {
        return new Estimate(amount, amount);
    }
}
