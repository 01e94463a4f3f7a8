package io.clicouncil.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The forms in which programs write a secret. */
final class Forms {
    private static final int BITS = 8;
    private static final int BASE64_BITS = 6;
    private static final int ALIGNMENTS = 3;

    private Forms() {}

    /** All of one secret, itself included; each has at least as many characters as the shortest secret. */
    static Set<String> of(String secret) {
        Set<String> forms = new TreeSet<>();
        forms.add(secret);
        // Output is read in lines. What frames a key of many lines is no secret.
        secret.lines().filter(line -> !line.startsWith("-----")).forEach(forms::add);
        escaped(secret, forms);
        encoded(secret, forms);
        for (int before = 0; before < ALIGNMENTS; before++) {
            String base64 = base64(secret.getBytes(StandardCharsets.UTF_8), before);
            forms.add(base64);
            forms.add(base64.replace('+', '-').replace('/', '_'));
        }
        forms.removeIf(form -> form.length() < Redaction.SHORTEST);
        return forms;
    }

    /** What is the same wherever the secret stands among other bytes: the characters at its ends hold bits of those. */
    private static String base64(byte[] secret, int before) {
        byte[] all = new byte[before + secret.length];
        System.arraycopy(secret, 0, all, before, secret.length);
        int first = (before * BITS + BASE64_BITS - 1) / BASE64_BITS;
        int last = all.length * BITS / BASE64_BITS;
        return Base64.getEncoder().withoutPadding().encodeToString(all).substring(first, last);
    }

    /** In a string of a JSON document, and of one in a string of another. */
    private static void escaped(String secret, Set<String> forms) {
        String json = escape(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(escape(json));
        forms.add(unicode(json, false));
        forms.add(unicode(json, true));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** As some write what is no ASCII, and what means something in HTML. */
    private static String unicode(String json, boolean html) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 126 || (html && "<>&'".indexOf(c) >= 0)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static void encoded(String secret, Set<String> forms) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String spaced = form.replace("+", "%20");
        String strict = spaced.replace("*", "%2A").replace("%7E", "~");
        String component = strict.replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%2A", "*");
        for (String one : Arrays.asList(form, spaced, strict, component)) {
            forms.add(one);
            forms.add(lowerHex(one));
        }
    }

    private static String lowerHex(String encoded) {
        StringBuilder text = new StringBuilder(encoded);
        for (int i = 0; i + 2 < text.length(); i++) {
            if (text.charAt(i) == '%') {
                text.setCharAt(i + 1, Character.toLowerCase(text.charAt(i + 1)));
                text.setCharAt(i + 2, Character.toLowerCase(text.charAt(i + 2)));
            }
        }
        return text.toString();
    }
}
