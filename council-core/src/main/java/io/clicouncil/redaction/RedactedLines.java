package io.clicouncil.redaction;

import io.clicouncil.redaction.FormFinder.Beginning;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of one stream, line by line or piece by piece. None is held back: where a text ends with eight characters or more
 * with which a secret begins, these are taken out at once, and the rest of the secret out of the texts that follow. So of a
 * secret that is spread over several of them, its first seven characters may be seen, and no more. Not safe for use by
 * several threads at a time.
 *
 * @since 0.1
 */
public final class RedactedLines {
    private final FormFinder finder;
    private List<Beginning> begun = List.of();

    RedactedLines(FormFinder finder) {
        this.finder = finder;
    }

    /** The next text without secrets. */
    public String next(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int rest = 0;
        List<Beginning> goingOn = new ArrayList<>();
        for (Beginning before : begun) {
            String form = before.form();
            int left = form.length() - before.length();
            if (text.length() < left && form.startsWith(text, before.length())) {
                goingOn.add(new Beginning(form, before.length() + text.length()));
            } else if (text.startsWith(form.substring(before.length()))) {
                rest = Math.max(rest, left);
            }
        }
        if (!goingOn.isEmpty()) {
            begun = goingOn;
            return Redaction.INSTEAD;
        }
        String clean = finder.replace(text, rest);
        begun = finder.beginnings(rest == 0 ? text : text.substring(rest));
        String shown = rest == 0 ? clean : Redaction.INSTEAD + clean;
        int cut = begun.isEmpty() ? 0 : begun.get(0).length();
        // What was replaced before ends with no beginning of a secret.
        return cut < Redaction.SHORTEST || shown.endsWith(Redaction.INSTEAD)
                ? shown
                : shown.substring(0, shown.length() - cut) + Redaction.INSTEAD;
    }
}
