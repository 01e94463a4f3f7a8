package io.clicouncil.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeARepository() throws IOException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("README.md"), "What colour is it?\n");
        String script = "git init -q -b main && git add -A"
                + " && git -c user.name=Test -c user.email=test@localhost commit -q -m first";
        var ended = (CommandEvent.Ended) Objects.requireNonNull(new ZtCommandRunner()
                .run(new CommandSpec(
                        List.of("sh", "-c", script),
                        repository,
                        HostEnvironment.current(),
                        null,
                        folder.resolve("out"),
                        folder.resolve("err"),
                        CommandLimits.time(Duration.ofMinutes(1)),
                        StopSignal.create()))
                .blockLast());
        assertThat(ended.result().succeeded()).isTrue();
    }

    @Test
    void aCouncilNamesTheCheaperAgent() {
        assertThat(printedBy(RunACouncil::main))
                .containsExactly("cheap: cheap is first among 2 eligible of 2: it cost $0.0200, dear cost $0.4000");
    }

    @Test
    void anAdapterOfOnesOwnWins() {
        assertThat(printedBy(PlugInAnAdapter::main)).containsExactly("sed won for $0.0010");
    }

    @Test
    void eventsTellOfTheRetry() {
        assertThat(printedBy(ReadTheEvents::main))
                .containsExactly(
                        "patient waits after RATE_LIMITED", "patient: test -s notes.txt passed", "winner: patient");
    }

    @Test
    void aJournalKeepsTheRunThatWasApplied() throws IOException {
        assertThat(printedBy(KeepAJournal::main)).containsExactly("WINNER: write the notes, by clerk");
        assertThat(folder.resolve("repository/notes.txt")).hasContent("noted");
    }

    private List<String> printedBy(Consumer<String[]> example) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.accept(new String[] {
                folder.resolve("repository").toString(),
                folder.resolve("worktrees").toString()
            });
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
