package io.clicouncil.cli;

import io.clicouncil.cli.view.CompareView;
import io.clicouncil.cli.view.PatchView;
import io.clicouncil.cli.view.SideBySide;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.json.Json;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.result.Candidate;
import io.clicouncil.workspace.Change;
import io.clicouncil.worktrees.GitPatches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Two candidates of a run. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts two candidates of a run side by side.",
            "What came of them, which files each touches, and what leads from the result of the one to that"
                    + " of the other."
        },
        footer = {
            "",
            "Examples:",
            "  council compare latest claude gemini",
            "  council compare latest claude gemini --unified"
        })
final class CompareCommand implements Callable<Integer> {
    private static final String SCHEMA = "council.compare/1";
    private static final int MOST_BYTES = 1 << 20;

    @ParentCommand
    private CouncilCommand council;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'latest'.")
    private String word;

    @Parameters(index = "1", paramLabel = "A", description = "The agent on the left.")
    private String left;

    @Parameters(index = "2", paramLabel = "B", description = "The agent on the right.")
    private String right;

    @Option(names = "--unified", description = "Only the difference, as a patch that makes B's result of A's.")
    private boolean unified;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() throws IOException {
        if (left.equals(right)) {
            throw CouncilException.usage("two different agents are compared, and both are '" + left + "'");
        }
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        List<CouncilEvent> events = archive.history().events(run.id());
        PastCandidate a = PastCandidate.of(run, events, left);
        PastCandidate b = PastCandidate.of(run, events, right);
        GitPatches patches = new GitPatches(archive.repository().commonDirectory());
        Redaction redaction = archive.invocation().redaction();
        switch (archive.invocation().format(format)) {
            case text -> {
                if (unified) {
                    patch(patches, a, b, redaction);
                } else {
                    Pager.show(council.terminal(), out -> sideBySide(patches, a, b, redaction, out));
                }
            }
            case json -> council.terminal().out().println(Json.pretty(document(patches, a, b, redaction)));
            case ndjson -> council.terminal().out().println(Json.line(document(patches, a, b, redaction)));
        }
        return ExitCode.OK;
    }

    private void patch(GitPatches patches, PastCandidate a, PastCandidate b, Redaction redaction) throws IOException {
        String missing = missing(patches, a, b);
        if (missing != null) {
            throw CouncilException.usage(missing);
        }
        if (!council.terminal().isShown()) {
            write(patches, a, b, council.terminal().out());
            council.terminal().out().flush();
            return;
        }
        Pager.show(council.terminal(), out -> {
            try (OutputStream lines = PatchView.to(out, council.style(), redaction)) {
                write(patches, a, b, lines);
            }
        });
    }

    private void sideBySide(GitPatches patches, PastCandidate a, PastCandidate b, Redaction redaction, PrintStream out)
            throws IOException {
        int width = Width.of(council.terminal());
        new CompareView(council.style(), width).lines(side(a), side(b)).forEach(out::println);
        out.println();
        String missing = missing(patches, a, b);
        if (missing != null) {
            out.println("The two cannot be laid side by side: " + missing);
            return;
        }
        try (OutputStream rows = SideBySide.to(out, council.style(), width, redaction)) {
            write(patches, a, b, rows);
        }
    }

    private static CompareView.Side side(PastCandidate one) {
        return new CompareView.Side(
                one.agent(),
                one.candidate(),
                one.change(),
                one.agent().equals(one.run().winner()));
    }

    /** Why there are no two results to compare, or null. */
    private static @Nullable String missing(GitPatches patches, PastCandidate a, PastCandidate b) {
        for (PastCandidate one : List.of(a, b)) {
            Change change = one.change();
            if (change == null || change.isEmpty()) {
                return "'" + one.agent() + "' has changed nothing";
            }
            if (!Boolean.TRUE.equals(patches.holds(one.branch()).block())) {
                return "the branch " + one.branch() + " was deleted since";
            }
        }
        return null;
    }

    private static void write(GitPatches patches, PastCandidate a, PastCandidate b, OutputStream out) {
        patches.write(String.valueOf(a.required().commit()), b.branch(), out).block();
    }

    private static ObjectNode document(GitPatches patches, PastCandidate a, PastCandidate b, Redaction redaction) {
        ObjectNode document = Json.object(SCHEMA);
        document.put("runId", a.run().id());
        document.put("winner", a.run().winner());
        ArrayNode sides = document.putArray("sides");
        for (PastCandidate one : List.of(a, b)) {
            ObjectNode side = sides.addObject();
            side.put("agent", one.agent());
            Candidate candidate = one.candidate();
            side.set("candidate", candidate == null ? NullNode.getInstance() : Json.tree(candidate));
            Change change = one.change();
            side.set("files", Json.tree(change == null ? List.of() : change.files()));
        }
        document.put("difference", difference(patches, a, b, redaction));
        return document;
    }

    private static @Nullable String difference(
            GitPatches patches, PastCandidate a, PastCandidate b, Redaction redaction) {
        if (missing(patches, a, b) != null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(patches, a, b, bytes);
        return bytes.size() > MOST_BYTES ? null : redaction.text(bytes.toString(StandardCharsets.UTF_8));
    }
}
