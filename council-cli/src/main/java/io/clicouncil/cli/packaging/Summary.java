package io.clicouncil.cli.packaging;

import picocli.CommandLine.Model.CommandSpec;

/** What a command or an option does, in a line. */
final class Summary {
    private Summary() {}

    /** The first sentence of what a command says of itself, without its full stop. */
    static String of(CommandSpec command) {
        String[] header = command.usageMessage().header();
        return sentence(header.length == 0 ? command.usageMessage().description() : header);
    }

    /** The first sentence, without its full stop. */
    static String sentence(String... description) {
        String text = prose(description);
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    /** The text in one line; the line breaks of picocli's own texts are spaces here. */
    static String prose(String... description) {
        return String.join(" ", description)
                .replace("%n", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
