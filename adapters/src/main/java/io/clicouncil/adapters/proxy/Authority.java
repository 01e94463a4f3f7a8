package io.clicouncil.adapters.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request wants to go.
 *
 * @param host the name or address, as {@link HostList#plain} has it
 * @param port the port
 */
record Authority(String host, int port) {
    /** The highest port that there is. */
    static final int LAST_PORT = 65_535;

    /** No more than a name can be, and nothing in it that could be anything else in a line of text. */
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

    /**
     * Reads one.
     *
     * @param port the port where it names none
     */
    static Authority parse(String text, int port) throws RefusedException {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int named = form.group(2) == null ? port : Integer.parseInt(form.group(2));
            if (named > 0 && named <= LAST_PORT) {
                return new Authority(HostList.plain(form.group(1)), named);
            }
        }
        throw RefusedException.unreadable("this request names no host and port");
    }

    /** As it stands in a request. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
