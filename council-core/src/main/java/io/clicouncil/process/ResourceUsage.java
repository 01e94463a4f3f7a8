package io.clicouncil.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process tree used.
 *
 * @param peakMemoryBytes the most memory that all its processes were seen to hold at a time, or null where nobody looked
 * @param cpuTime how long its processes computed, or null where nobody counted
 * @param firstOutput how long it took until it first printed something, or null where it printed nothing
 * @since 0.1
 */
public record ResourceUsage(
        @Nullable Long peakMemoryBytes,
        @JsonProperty("cpuSeconds") @Nullable Duration cpuTime,
        @JsonProperty("firstOutputSeconds") @Nullable Duration firstOutput) {
    /** Nobody looked. */
    public static final ResourceUsage UNKNOWN = new ResourceUsage(null, null, null);
}
