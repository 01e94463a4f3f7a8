package io.clicouncil.adapters.proxy;

import java.io.IOException;

/** Why a request is not passed on, in a sentence that its sender may read. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int FORBIDDEN = 403;
    private static final int BAD_GATEWAY = 502;
    private static final int BAD_REQUEST = 400;

    private final int status;

    private RefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** It may not go there. */
    static RefusedException forbidden(String sentence) {
        return new RefusedException(FORBIDDEN, sentence);
    }

    /** It may go there, and cannot. */
    static RefusedException unreachable(String sentence) {
        return new RefusedException(BAD_GATEWAY, sentence);
    }

    /** Nobody can tell where it wants to go. */
    static RefusedException unreadable(String sentence) {
        return new RefusedException(BAD_REQUEST, sentence);
    }

    /** The response that says so. */
    String response() {
        String text = getMessage() + "\n";
        String name = switch (status) {
            case FORBIDDEN -> "Forbidden";
            case BAD_GATEWAY -> "Bad Gateway";
            default -> "Bad Request";
        };
        return "HTTP/1.1 " + status + " " + name + "\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Length: "
                + text.length() + "\r\nConnection: close\r\n\r\n" + text;
    }
}
