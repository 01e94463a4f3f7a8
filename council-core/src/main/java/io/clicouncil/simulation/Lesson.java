package io.clicouncil.simulation;

import io.clicouncil.text.Digest;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Divides tasks into those to learn from and those to judge, by their names alone: everywhere and always in the same way. */
final class Lesson {
    private static final int BITS = 160;
    private static final BigDecimal RANGE = new BigDecimal(BigInteger.ONE.shiftLeft(BITS));

    private Lesson() {}

    /**
     * Whether a task is learned from.
     *
     * @param fraction the part of all tasks that is, between 0 and 1
     */
    static boolean includes(String task, BigDecimal fraction) {
        return new BigDecimal(new BigInteger(1, Digest.sha1(task))).compareTo(fraction.multiply(RANGE)) < 0;
    }
}
