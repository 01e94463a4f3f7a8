package io.clicouncil.cli;

import io.clicouncil.config.ConfiguredAgent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.History;
import io.clicouncil.history.RunEntry;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.CommandSpec;

/** Completes what is typed into the shell: commands, and their options, runs and agents. A task is the user's own words. */
final class ShellCompleter implements Completer {
    private static final int NEWEST = 30;

    private final CouncilCommand council;
    private final CommandSpec root;

    ShellCompleter(CouncilCommand council, CommandSpec root) {
        this.council = council;
        this.root = root;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.line().startsWith("/")) {
            words(line.words(), line.wordIndex()).stream().map(Candidate::new).forEach(candidates::add);
        }
    }

    /** What may stand at this place of a line. */
    List<String> words(List<String> line, int position) {
        List<String> words = new ArrayList<>();
        if (position == 0) {
            root.subcommands().keySet().forEach(name -> words.add("/" + name));
            words.remove("/shell");
            words.add("/quit");
            return words;
        }
        if (line.get(position).startsWith("-")) {
            var command = root.subcommands().get(line.get(0).substring(1));
            if (command != null) {
                command.getCommandSpec().options().forEach(option -> words.addAll(List.of(option.names())));
            }
            return words;
        }
        try {
            Invocation invocation = Invocation.tolerant(council, ignored -> {});
            invocation.config().agents().stream().map(ConfiguredAgent::name).forEach(words::add);
            History.of(invocation.repository("HEAD").commonDirectory()).runs(NEWEST).stream()
                    .map(RunEntry::id)
                    .forEach(words::add);
            words.add(History.LATEST);
        } catch (CouncilException nothingToName) {
            return words;
        }
        return words;
    }
}
