package io.clicouncil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help that fits a screen: the commands by what they are for, one line each; and of a command its own options, as those of
 * all commands stand on the first page.
 */
final class HelpPages {
    private static final Map<String, List<String>> GROUPS = groups();
    private static final String COMMON = "Options of all commands, such as -C, -v and --color: council --help.";

    private HelpPages() {}

    /** Lets a command and all below it show their help so. */
    static CommandLine on(CommandLine line) {
        line.getCommandSpec().usageMessage().abbreviateSynopsis(true).commandListHeading("%n");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpPages::commands);
        line.getSubcommands().values().forEach(HelpPages::below);
        return line;
    }

    private static void below(CommandLine line) {
        line.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::ownOptions);
        line.getHelpSectionMap()
                .compute(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        (key, footer) -> help -> (footer == null ? "" : footer.render(help))
                                + System.lineSeparator()
                                + COMMON
                                + System.lineSeparator());
    }

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Begin", List.of("init", "doctor", "agents", "trust", "demo"));
        groups.put("Work", List.of("plan", "run", "resume", "watch", "cancel", "apply", "clean", "shell"));
        groups.put("Look back", List.of("history", "show", "diff", "compare", "logs", "stats", "simulate"));
        return groups;
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> text.append(group(help, title, names::contains)));
        return text + group(help, "Other", name -> GROUPS.values().stream().noneMatch(names -> names.contains(name)));
    }

    private static String group(Help help, String title, Predicate<String> members) {
        return help.commandSpec().subcommands().entrySet().stream()
                .filter(command -> members.test(command.getKey()))
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(command -> String.format(
                        "  %-12s%s%n",
                        command.getKey(),
                        headline(command.getValue().getCommandSpec().usageMessage())))
                .collect(Collectors.joining("", title + ":" + System.lineSeparator(), ""));
    }

    /** What a command does in a line; picocli's own command says it elsewhere than ours. */
    static String headline(UsageMessageSpec usage) {
        return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
    }

    private static String ownOptions(Help help) {
        CommandSpec spec = help.commandSpec();
        List<OptionSpec> own = spec.options().stream()
                .filter(option -> !option.inherited() && !option.hidden())
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .toList();
        return help.optionListExcludingGroups(own);
    }
}
