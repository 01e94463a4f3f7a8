package io.clicouncil.cli.packaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A page of the manual: what {@code --help} says, in the sections that readers of manuals look for.
 *
 * @since 0.1
 */
public final class ManualPage {
    private final CommandSpec command;
    private final String version;

    private ManualPage(CommandSpec command, String version) {
        this.command = command;
        this.version = version;
    }

    /**
     * The pages of a command and of those below it, without what is hidden.
     *
     * @param council the whole command
     * @param version what the foot of each page says
     * @return the pages, the whole command's own first
     */
    public static List<ManualPage> of(CommandSpec council, String version) {
        List<ManualPage> pages = new ArrayList<>();
        pages.add(new ManualPage(council, version));
        below(council).forEach(command -> pages.add(new ManualPage(command, version)));
        return pages;
    }

    /**
     * The name of its file.
     *
     * @return {@code council-run.1}
     */
    public String fileName() {
        return name(command) + ".1";
    }

    /**
     * The page.
     *
     * @return a document in the roff language with the macros of man(7), which ends with a line feed
     */
    public String text() {
        Roff page = new Roff(name(command), version);
        page.section("NAME").line(name(command) + " - " + Summary.of(command));
        page.section("SYNOPSIS").line(synopsis());
        page.section("DESCRIPTION").line(Summary.prose(command.usageMessage().description()));
        arguments(page);
        options(page);
        if (!below(command).isEmpty()) {
            page.section("COMMANDS");
            below(command).forEach(below -> page.item(name(below) + "(1)", Summary.of(below)));
        }
        footer(page);
        page.section("SEE ALSO").line(String.join(", ", seeAlso()));
        return page.toString();
    }

    private String synopsis() {
        return Summary.prose(new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0));
    }

    private void arguments(Roff page) {
        List<PositionalParamSpec> arguments = command.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .sorted(Comparator.comparing(PositionalParamSpec::index))
                .toList();
        if (!arguments.isEmpty()) {
            page.section("ARGUMENTS");
            arguments.forEach(argument -> page.item(argument.paramLabel(), description(argument)));
        }
    }

    private void options(Roff page) {
        page.section("OPTIONS");
        command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
                .forEach(option -> page.item(names(option), description(option)));
    }

    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0
                ? names
                : names + (option.longestName().startsWith("--") ? "=" : " ") + option.paramLabel();
    }

    /** A line that ends with a colon begins a section, what is indented is to be typed, the rest is prose. */
    private void footer(Roff page) {
        boolean afterGap = true;
        for (String line : command.usageMessage().footer()) {
            boolean isTyped = line.startsWith("  ");
            boolean isHeading = !isTyped && line.endsWith(":");
            if (isHeading) {
                page.section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
            } else if (!line.isBlank()) {
                if (afterGap) {
                    page.gap();
                }
                if (isTyped) {
                    page.typed(line.stripTrailing().substring(2));
                } else {
                    page.line(line);
                }
            }
            afterGap = line.isBlank();
        }
    }

    private List<String> seeAlso() {
        if (command.parent() == null) {
            return List.of("git(1)", "git-worktree(1)");
        }
        return List.of(name(command.parent()) + "(1)");
    }

    private static String description(ArgSpec argument) {
        return Summary.prose(argument.description());
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private static List<CommandSpec> below(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden())
                .toList();
    }
}
