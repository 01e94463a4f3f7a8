package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Outcome.Wish;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.text.Durations;
import io.clicouncil.text.Sizes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures what one command uses, and says when that is more than it may. */
final class Meter {
    private static final long NANOS_PER_TICK = Duration.ofMillis(10).toNanos();

    private final CommandLimits limits;
    private final OutputFiles output;
    private final RunningTime time;
    private final Supplier<Optional<SupervisorId>> supervisor;
    private long lastLook;
    private long idleNanos;
    private long printed;
    private long peakMemory = -1;
    private long cpuTicks = -1;
    private long firstSeenNanos;

    /**
     * A meter.
     *
     * @param supervisor which process leads the tree: known a moment after it was started
     */
    Meter(CommandLimits limits, OutputFiles output, RunningTime time, Supplier<Optional<SupervisorId>> supervisor) {
        this.limits = limits;
        this.output = output;
        this.time = time;
        this.supervisor = supervisor;
        this.lastLook = time.nanos();
    }

    /** Looks, and returns which limit is passed, or null. */
    synchronized @Nullable Wish look(ProcessTable table) {
        List<ProcessStat> tree = supervisor.get().map(table::heldBy).orElse(List.of());
        long memory = tree.stream().mapToLong(ProcessStat::pages).sum() * PageSize.BYTES;
        if (!tree.isEmpty()) {
            peakMemory = Math.max(peakMemory, memory);
            cpuTicks = Math.max(
                    cpuTicks, tree.stream().mapToLong(ProcessStat::cpuTicks).sum());
        }
        countIdleness(tree);
        return passed(memory, tree.size());
    }

    /**
     * What it used.
     *
     * @param startedNanos when it began, or 0 where nobody here saw that
     * @param firstLineNanos when its first line was read, or 0
     * @param waitedFor the computing time that its supervisor knows of
     * @param duration how long it took
     */
    synchronized ResourceUsage usage(
            long startedNanos, long firstLineNanos, @Nullable Duration waitedFor, Duration duration) {
        Duration sampled = cpuTicks < 0 ? null : Duration.ofNanos(cpuTicks * NANOS_PER_TICK);
        Duration cpu = sampled == null || (waitedFor != null && waitedFor.compareTo(sampled) > 0) ? waitedFor : sampled;
        Duration first = null;
        if (startedNanos != 0 && output.bytes() > 0) {
            first = duration;
            for (long seen : new long[] {firstLineNanos, firstSeenNanos}) {
                Duration took = Duration.ofNanos(seen - startedNanos);
                first = seen != 0 && took.compareTo(first) < 0 ? took : first;
            }
        }
        return new ResourceUsage(peakMemory < 0 ? null : peakMemory, cpu, first);
    }

    private void countIdleness(List<ProcessStat> tree) {
        long now = time.nanos();
        long before = printed;
        printed = output.bytes();
        if (printed != before) {
            idleNanos = 0;
            firstSeenNanos = firstSeenNanos == 0 ? System.nanoTime() : firstSeenNanos;
        } else if (tree.stream()
                .filter(process -> process.session() == process.pid())
                .min(Comparator.comparingLong(ProcessStat::startTicks).thenComparingLong(ProcessStat::pid))
                .filter(ProcessStat::stopped)
                .isEmpty()) {
            // One that somebody stopped cannot print; that is no sign of being stuck.
            idleNanos += now - lastLook;
        }
        lastLook = now;
    }

    private @Nullable Wish passed(long memory, int processes) {
        Duration idle = limits.idle();
        Long mostOutput = limits.outputBytes();
        Long mostMemory = limits.memoryBytes();
        Integer mostProcesses = limits.processes();
        if (mostOutput != null && printed > mostOutput) {
            return exceeded("it printed " + Sizes.format(printed) + ", the limit is " + Sizes.format(mostOutput));
        }
        if (mostMemory != null && memory > mostMemory) {
            return exceeded("its processes held " + Sizes.format(memory) + " of memory, the limit is "
                    + Sizes.format(mostMemory));
        }
        if (mostProcesses != null && processes > mostProcesses) {
            return exceeded("it had " + processes + " processes at a time, the limit is " + mostProcesses);
        }
        if (idle != null && Duration.ofNanos(idleNanos).compareTo(idle) > 0) {
            return new Wish(Ending.STALLED, "it printed nothing for " + Durations.format(idle));
        }
        return null;
    }

    private static Wish exceeded(String message) {
        return new Wish(Ending.EXCEEDED, message);
    }
}
