package io.clicouncil.process;

import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one door to processes. Standard output and standard error of a command go to files of their own and are read from
 * there, so neither a slow subscriber nor a child that keeps a pipe open can hold a run, and the heap stays flat however
 * much is printed.
 *
 * @since 0.1
 */
public interface CommandRunner {

    /**
     * Runs a command and tells what it does, in the order of {@link CommandEvent}. Nothing happens before subscription.
     * A limit, a raised {@link CommandSpec#stop()} and a cancelled subscription all end the whole process tree:
     * TERM, a grace in which its last words are still read, then KILL. The stream completes only when the tree is dead;
     * after a cancelled subscription the tree is ended all the same, and {@link #drain()} tells when.
     *
     * <p>Lines are read as they are asked for; a subscriber that asks for few slows the reading, never the process, its
     * deadline or its end. Who falls megabytes behind is not told the lines between; the files have them.
     *
     * @return a stream that never signals an error for what a command does: that is a {@link CommandResult}
     */
    Flux<CommandEvent> run(CommandSpec spec);

    /**
     * Goes on with a command that a council before this one may have begun by {@link #run} with the same
     * {@link CommandSpec#stdout()}: if it still lives it is taken over, if it has ended meanwhile its end is told, and
     * its lines are told again from the first. Only where there is no trace of it is it run now. So it never runs twice.
     *
     * @param spec the command as it was run; its limits count from now
     * @return as {@link #run}; {@link CommandResult.Ending#FAILED} where it was lost
     */
    Flux<CommandEvent> resume(CommandSpec spec);

    /**
     * Ends the trees of all commands that councils before this one left running, found by their output files.
     *
     * @param folder the folder below which their output files are; need not be there
     * @return how many were still running; completes when they are dead
     */
    Mono<Integer> reap(Path folder);

    /**
     * Completes when every tree whose subscription was cancelled is dead.
     *
     * @return a stream without values; nothing happens before subscription
     */
    Mono<Void> drain();

    /** By what means this runner holds a process tree together, as {@code doctor} and results name it. */
    String killLevel();

    /** What walls this runner can put around a command; found out once, by trying, which may block for a moment. */
    SandboxSupport sandboxes();
}
