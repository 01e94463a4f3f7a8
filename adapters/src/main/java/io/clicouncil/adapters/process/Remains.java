package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Outcome.Wish;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends what councils before this one left running. */
final class Remains {
    private static final long LOOK_EVERY_MILLIS = 20;
    /** How long one that has just begun may take to make its pipes. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Door door;

    Remains(Door door) {
        this.door = door;
    }

    /**
     * Ends all below a folder.
     *
     * @param ours the job folders that are not remains
     * @return how many still ran
     */
    int end(Path folder, Predicate<Path> ours) throws IOException {
        List<Job> jobs = find(folder, ours);
        List<Job> running = jobs.stream().filter(Remains::runs).toList();
        // All get their grace at the same time.
        running.forEach(job -> job.requestStop(Wish.STOP));
        running.forEach(this::end);
        long swept = jobs.stream()
                .filter(job -> !running.contains(job) && job.outcome().isEmpty())
                .filter(this::sweep)
                .count();
        return running.size() + (int) swept;
    }

    /** Ends this one, if it runs, and returns when nothing of it does. */
    void end(Job job) {
        Optional<SupervisorId> id = job.supervisor();
        if (id.isPresent() && id.get().alive()) {
            Supervisor supervisor = new Supervisor.Adopted(id.get());
            if (!hears(job, id.get()) || !endsWithin(id.get(), door.patience())) {
                supervisor.kill();
            }
            supervisor.awaitEnd();
        }
        if (job.outcome().isEmpty()) {
            door.sweep(job);
        }
        job.clean();
    }

    private boolean sweep(Job job) {
        boolean found = door.sweep(job);
        if (job.supervisor().isPresent()) {
            job.clean();
        }
        return found;
    }

    private static boolean runs(Job job) {
        return job.supervisor().filter(SupervisorId::alive).isPresent();
    }

    /** Asks it until it hears: one that has only just begun has no pipe yet. */
    private static boolean hears(Job job, SupervisorId id) {
        long start = System.nanoTime();
        while (!job.requestStop(Wish.STOP) && id.alive()) {
            if (System.nanoTime() - start > ANSWER.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static boolean endsWithin(SupervisorId id, Duration most) {
        long start = System.nanoTime();
        while (id.alive()) {
            if (System.nanoTime() - start > most.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
    }

    private static List<Job> find(Path folder, Predicate<Path> ours) throws IOException {
        List<Job> jobs = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    if (!Job.isNamedSo(visited)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (!ours.test(visited.toAbsolutePath())) {
                        Job.find(visited.toAbsolutePath()).ifPresent(jobs::add);
                    }
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // What cannot be read, or went meanwhile, hides nothing of ours.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return jobs;
    }
}
