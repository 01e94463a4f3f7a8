package io.clicouncil.history;

/**
 * How often something was so, and between what shares it may lie in the long run. The bounds are Wilson's, at 95 percent:
 * they hold for a few cases as well, and stay between 0 and 1.
 *
 * @param rate the share that was seen, from 0 to 1
 * @param low the lower bound
 * @param high the upper bound
 * @since 0.1
 */
public record Proportion(double rate, double low, double high) {
    /** The quantile of the normal distribution that leaves 2.5 percent on each side. */
    private static final double Z = 1.959963984540054;

    /** Checks the order of the parts. */
    public Proportion {
        if (!(0 <= low && low <= rate && rate <= high && high <= 1)) {
            throw new IllegalArgumentException("not in order: " + low + ", " + rate + ", " + high);
        }
    }

    /**
     * The share of some of all.
     *
     * @param some how many were so, at most {@code all}
     * @param all of how many, 1 or more
     */
    public static Proportion of(int some, int all) {
        double rate = (double) some / all;
        double scale = 1 + Z * Z / all;
        double centre = (rate + Z * Z / (2 * all)) / scale;
        double half = Z * Math.sqrt(rate * (1 - rate) / all + Z * Z / (4.0 * all * all)) / scale;
        return new Proportion(
                rate, Math.max(0, Math.min(rate, centre - half)), Math.min(1, Math.max(rate, centre + half)));
    }
}
