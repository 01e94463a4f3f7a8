package io.clicouncil.adapters.edits;

/** An edit that cannot be made as it stands, with a sentence that says why. Never leaves this package. */
final class EditRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    EditRefusal(String message) {
        super(message);
    }

    /** The reason. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
