package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import java.nio.file.Path;

/** A process that appends until it is killed, and prints the number of each event that was acknowledged, or why it was not. */
final class Appender {
    private Appender() {}

    /**
     * Appends to a run.
     *
     * @param args the common directory, the run, and how many events at most
     */
    public static void main(String[] args) {
        String run = args[1];
        try (SqliteJournal journal = SqliteJournal.open(Path.of(args[0]))) {
            journal.append(Sample.started(run, Sample.START));
            for (long sequence = 2; sequence <= Long.parseLong(args[2]); sequence++) {
                journal.append(Sample.spending(run, sequence));
                System.out.println(sequence);
            }
        } catch (CouncilException e) {
            System.out.println(e.reason() + ": " + e.getMessage());
        }
    }
}
