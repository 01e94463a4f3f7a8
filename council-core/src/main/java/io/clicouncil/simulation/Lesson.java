package io.clicouncil.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
        return new BigDecimal(sha1(task)).compareTo(fraction.multiply(RANGE)) < 0;
    }

    private static BigInteger sha1(String text) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
