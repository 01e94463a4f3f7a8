package io.clicouncil.setup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.workspace.Provision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is done in each workspace and clean room before its use.
 *
 * @param provision what is brought along from the user's working tree
 * @param commands commands for {@code sh -c}, run one after another in the folder where agents start, without any key
 * @param timeout how long each of them may take
 * @since 0.1
 */
public record Setup(
        Provision provision,
        List<String> commands,
        @JsonProperty("timeoutSeconds") Duration timeout) {
    /** How long a command may take, unless set: ten minutes. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Nothing but what {@code .worktreeinclude} names. */
    public static final Setup NONE = new Setup(Provision.NONE, List.of(), DEFAULT_TIMEOUT);

    /** Checks the parts and takes a copy. */
    public Setup {
        Objects.requireNonNull(provision, "provision");
        Objects.requireNonNull(timeout, "timeout");
        commands = List.copyOf(commands);
    }
}
