package io.clicouncil.adapters.edits;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A file's name as diffs write it: a date may follow, and git quotes what is unusual as C does. */
final class QuotedName {
    private static final String ESCAPED = "abtnvfr\"\\";
    private static final String MEANT = "\u0007\b\t\n\u000B\f\r\"\\";
    private static final int OCTAL_DIGITS = 3;

    private QuotedName() {}

    static String of(String text) throws EditRefusal {
        String name = text.strip();
        if (!name.startsWith("\"")) {
            int tab = name.indexOf('\t');
            return tab < 0 ? name : name.substring(0, tab).strip();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 1;
        while (at < name.length() && name.charAt(at) != '"') {
            int point = name.codePointAt(at);
            if (point == '\\' && at + 1 < name.length()) {
                at += escaped(name, at + 1, bytes);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(point);
            }
        }
        if (at >= name.length()) {
            throw new EditRefusal("a quoted name in a diff has no end");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Adds what an escape stands for, and says how many characters it has with the backslash. */
    private static int escaped(String name, int at, ByteArrayOutputStream bytes) throws EditRefusal {
        int known = ESCAPED.indexOf(name.charAt(at));
        if (known >= 0) {
            bytes.write(MEANT.charAt(known));
            return 2;
        }
        String digits = name.substring(at, Math.min(at + OCTAL_DIGITS, name.length()));
        if (!digits.matches("[0-3][0-7]{2}")) {
            throw new EditRefusal("a quoted name in a diff has an unknown escape");
        }
        bytes.write(Integer.parseInt(digits, 8));
        return 1 + OCTAL_DIGITS;
    }
}
