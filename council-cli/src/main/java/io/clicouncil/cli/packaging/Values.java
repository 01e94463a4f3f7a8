package io.clicouncil.cli.packaging;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What may stand as an argument or as the value of an option.
 *
 * @param kind where a shell finds it
 * @param words all that is possible, of {@link Kind#WORDS}; else empty
 */
record Values(Kind kind, List<String> words) {
    /** Where a shell finds it. */
    enum Kind {
        /** Nobody but the user knows. */
        FREE,
        WORDS,
        FILES,
        FOLDERS,
        RUNS,
        /** The agents of the run that is named before. */
        AGENTS,
        COMMANDS
    }

    Values {
        words = List.copyOf(words);
    }

    static Values of(ArgSpec argument) {
        List<String> words = KnownWords.of(argument);
        return new Values(words.isEmpty() ? kind(argument) : Kind.WORDS, words);
    }

    /** The label says what is meant: it is what users read, too. */
    private static Kind kind(ArgSpec argument) {
        return switch (argument.paramLabel()) {
            case "RUN" -> Kind.RUNS;
            case "AGENT", "A", "B" -> Kind.AGENTS;
            case "COMMAND" -> Kind.COMMANDS;
            case "DIR" -> Kind.FOLDERS;
            default -> argument.type() == Path.class || argument.paramLabel().endsWith("FILE") ? Kind.FILES : Kind.FREE;
        };
    }
}
