package io.clicouncil.cli.packaging;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option as a shell sees it.
 *
 * @param names all its names, dashes and all
 * @param description a line
 * @param repeatable whether it may be given more than once
 * @param value how its value is given
 * @param label what stands for the value in the help; empty without one
 * @param values what the value may be
 */
record OptionWords(
        List<String> names, String description, boolean repeatable, Value value, String label, Values values) {

    /** How an option gets its value. */
    enum Value {
        NONE,
        /** After an equals sign only, or not at all. */
        ATTACHED,
        /** As the next word, or after an equals sign. */
        NEXT
    }

    /** The task may follow it, so the next word is never its value. */
    private static final String ATTACHED = "--apply";

    OptionWords {
        names = List.copyOf(names);
    }

    static OptionWords of(OptionSpec option) {
        Value value = option.arity().max() == 0
                ? Value.NONE
                : List.of(option.names()).contains(ATTACHED) ? Value.ATTACHED : Value.NEXT;
        return new OptionWords(
                List.of(option.names()),
                Summary.sentence(option.description()),
                option.isMultiValue(),
                value,
                value == Value.NONE ? "" : option.paramLabel(),
                Values.of(option));
    }

    boolean isLong(String name) {
        return name.startsWith("--");
    }
}
