package io.clicouncil.realclis.api;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a model does: it calls the tool that writes a file, and says that it is done when it hears what came of that; or it
 * only says something. Any number of attempts may follow each other. Before that, requests may fail.
 */
public final class Script {
    /** Its last words in a conversation. */
    static final String DONE = "Done: wrote the file.";

    private static final Tokens ASIDE = new Tokens(30, 0, 0, 5, 0);

    /** The file that it writes, or null where it only talks. */
    private final @Nullable String file;

    private final String content;
    private final Tokens writing;
    private final String lastWords;
    private final Tokens ending;
    private final Queue<String> otherFiles = new ConcurrentLinkedQueue<>();
    private final Queue<Move> first = new ConcurrentLinkedQueue<>();
    private volatile Move always = new Move.Answer();
    private volatile Duration thinking = Duration.ZERO;

    private Script(@Nullable String file, String content, Tokens writing, String lastWords, Tokens ending) {
        this.file = file;
        this.content = content;
        this.writing = writing;
        this.lastWords = lastWords;
        this.ending = ending;
    }

    /**
     * A model that writes a file.
     *
     * @param file the path in the agent's folder
     * @param content what is to be in it, without a quote
     * @param writing what the turn that calls the tool is billed with
     * @param ending what the last turn is billed with
     */
    public static Script writing(String file, String content, Tokens writing, Tokens ending) {
        return new Script(file, content, writing, DONE, ending);
    }

    /** A model that calls no tool and only says this, billed with so much. */
    public static Script saying(String words, Tokens tokens) {
        return new Script(null, "", Tokens.NONE, words, tokens);
    }

    /** Writes this file in place of the right one, once. */
    public Script firstInto(String otherFile) {
        otherFiles.add(otherFile);
        return this;
    }

    /** Does this with the first requests, in turn. */
    public Script first(Move... moves) {
        first.addAll(List.of(moves));
        return this;
    }

    /** Does this with all requests that come after the first ones. */
    public Script always(Move move) {
        always = move;
        return this;
    }

    /** Takes so long for each answer. */
    public Script thinking(Duration each) {
        thinking = each;
        return this;
    }

    /** How long each answer takes. */
    Duration thinking() {
        return thinking;
    }

    /** What happens to the request that has just come. */
    Move next() {
        Move move = first.poll();
        return move == null ? always : move;
    }

    /** What the model says. */
    Turn turn(Call call) {
        if (call.aside()) {
            return new Turn("A greeting", null, ASIDE);
        }
        if (file == null || call.toolAnswered()) {
            return new Turn(lastWords, null, ending);
        }
        String other = otherFiles.poll();
        String path = call.pathOf(other == null ? file : other);
        return new Turn("I write the file.", ToolCall.writing(call.tools(), path, content), writing);
    }
}
