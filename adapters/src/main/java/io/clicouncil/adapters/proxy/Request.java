package io.clicouncil.adapters.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a client asks its proxy for.
 *
 * @param to where it wants to go
 * @param tunnel whether it wants to speak with that itself
 * @param first what is sent there first, each character as a byte
 */
record Request(Authority to, boolean tunnel, String first) {
    private static final String HTTP = "http://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int WORDS = 3;

    /** What concerns the two ends of a connection alone, and the name, which is that of the target. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "keep-alive", "proxy-connection", "proxy-authorization", "upgrade", "host");

    /** Reads it. */
    static Request parse(Head head) throws RefusedException {
        String[] words =
                head.lines().isEmpty() ? new String[0] : head.lines().get(0).split(" ", -1);
        if (words.length != WORDS || !words[2].startsWith("HTTP/1.")) {
            throw RefusedException.unreadable("this is no request of HTTP/1");
        }
        if (words[0].equals("CONNECT")) {
            return new Request(Authority.parse(words[1], HTTPS_PORT), true, head.rest());
        }
        if (!words[1].regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            throw RefusedException.unreadable(
                    "this is a proxy, for requests with a whole http address and for CONNECT");
        }
        String target = words[1].substring(HTTP.length());
        int path = pathOf(target);
        Authority to = Authority.parse(target.substring(0, path), HTTP_PORT);
        String resource = target.substring(path);
        return new Request(
                to,
                false,
                plain(
                        words[0] + " " + (resource.startsWith("/") ? resource : "/" + resource) + " " + words[2],
                        target.substring(0, path),
                        head));
    }

    /** As the target itself expects it, which closes the connection behind its answer: each is looked at anew. */
    private static String plain(String line, String host, Head head) {
        StringBuilder text =
                new StringBuilder(line).append("\r\nHost: ").append(host).append("\r\n");
        List<String> headers = head.lines().subList(1, head.lines().size());
        headers.stream()
                .filter(header -> !NOT_PASSED_ON.contains(name(header)))
                .forEach(header -> text.append(header).append("\r\n"));
        return text.append("Connection: close\r\n\r\n").append(head.rest()).toString();
    }

    private static int pathOf(String target) {
        for (int i = 0; i < target.length(); i++) {
            if ("/?#".indexOf(target.charAt(i)) >= 0) {
                return i;
            }
        }
        return target.length();
    }

    private static String name(String header) {
        int colon = header.indexOf(':');
        return (colon < 0 ? header : header.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }
}
