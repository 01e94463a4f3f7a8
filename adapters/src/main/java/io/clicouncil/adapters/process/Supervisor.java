package io.clicouncil.adapters.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The process that holds a command's tree. */
interface Supervisor {

    /** Its process id. */
    long pid();

    /** Whether it runs. */
    boolean alive();

    /** Returns when it has ended. It blocks the calling thread, which must be one of ours. */
    void awaitEnd();

    /** Kills it; in a namespace its tree dies with it. */
    void kill();

    /** One that this JVM started. */
    record Child(Process process) implements Supervisor {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean alive() {
            return process.isAlive();
        }

        /**
         * {@code Process.onExit()} completes on the common pool, and whoever blocks that would keep a command from ever
         * ending.
         */
        @Override
        public void awaitEnd() {
            boolean ended = false;
            while (!ended) {
                try {
                    process.waitFor();
                    ended = true;
                } catch (InterruptedException notOurs) {
                    // Nobody has a reason to interrupt a thread of ours; the process goes on all the same.
                }
            }
        }

        @Override
        public void kill() {
            process.toHandle().destroyForcibly();
        }
    }

    /** One that another council started: no system call waits for a process that is not a child. */
    record Adopted(SupervisorId id) implements Supervisor {
        private static final long LOOK_EVERY_MILLIS = 50;

        @Override
        public long pid() {
            return id.pid();
        }

        @Override
        public boolean alive() {
            return id.alive();
        }

        @Override
        public void awaitEnd() {
            while (id.alive()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
            }
        }

        @Override
        public void kill() {
            // The handle is taken first: it remembers when its process started and kills no other.
            ProcessHandle.of(id.pid()).filter(handle -> id.alive()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
