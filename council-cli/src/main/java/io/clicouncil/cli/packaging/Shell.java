package io.clicouncil.cli.packaging;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A shell whose users can have their words completed.
 *
 * @since 0.1
 */
public enum Shell {
    /** GNU bash 4 or later. */
    BASH("council.bash"),
    /** zsh 5 or later. */
    ZSH("_council"),
    /** fish 3 or later. */
    FISH("council.fish");

    private final String fileName;

    Shell(String fileName) {
        this.fileName = fileName;
    }

    /**
     * The name that the script's file has to have.
     *
     * @return a file name
     */
    public String fileName() {
        return fileName;
    }

    /**
     * Makes the script.
     *
     * @param council the whole command
     * @return the script's text, which ends with a line feed
     */
    public String script(CommandSpec council) {
        CommandWords itself = CommandWords.of(council);
        var commands = CommandWords.below(council);
        return switch (this) {
            case BASH -> new BashScript(itself, commands).text();
            case ZSH -> new ZshScript(itself, commands).text();
            case FISH -> new FishScript(itself, commands).text();
        };
    }

    /** The name by which users call it: {@code bash}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
