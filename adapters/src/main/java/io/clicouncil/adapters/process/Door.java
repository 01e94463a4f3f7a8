package io.clicouncil.adapters.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command needs of its runner.
 *
 * @param launcher starts processes
 * @param threads the runner's threads
 * @param sampler looks at its processes
 * @param level how trees are held
 * @param walls what can be put around commands
 * @param grace how long a tree has between TERM and KILL
 * @param lease how long a tree lives on without a council
 */
record Door(
        Launcher launcher,
        CommandThreads threads,
        Sampler sampler,
        KillLevel level,
        Supplier<SandboxProbe.Found> walls,
        Duration grace,
        Duration lease) {
    private static final int FOUND = 3;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /**
     * How long after it was asked to end its tree a supervisor is killed, and its tree with it. It counts its grace in
     * looks at the tree, which take their time on a machine that is busy.
     */
    Duration patience() {
        return grace.multipliedBy(2).plus(ANSWER);
    }

    /**
     * Ends what a supervisor that was killed left behind. It returns when nothing is left, however long that takes. What
     * was in a namespace dies with it, but that takes a moment too.
     *
     * @return whether there was anything
     */
    boolean sweep(Job job) {
        Optional<SupervisorId> supervisor = job.supervisor();
        if (supervisor.isEmpty()) {
            return false;
        }
        try {
            Process sweeper = launcher.launch(job.reap());
            new Supervisor.Child(sweeper).awaitEnd();
            return sweeper.exitValue() == FOUND;
        } catch (IOException e) {
            // Where no process can be started there is no better means; the marks stay for the next sweep.
            return false;
        }
    }
}
