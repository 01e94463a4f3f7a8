package io.clicouncil.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Short stand-ins for texts: the same for the same text, everywhere.
 *
 * @since 0.1
 */
public final class Digest {
    private Digest() {}

    /** The SHA-256 of a text in UTF-8, 64 lower-case hexadecimal digits. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(of("SHA-256", text));
    }

    /** The SHA-1 of a text in UTF-8, 20 bytes. */
    public static byte[] sha1(String text) {
        return of("SHA-1", text);
    }

    private static byte[] of(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }
}
