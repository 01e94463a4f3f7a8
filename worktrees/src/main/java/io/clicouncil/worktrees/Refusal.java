package io.clicouncil.worktrees;

/** A change is not applied; the message says why, and what to do next. Nothing of the user's has changed. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
