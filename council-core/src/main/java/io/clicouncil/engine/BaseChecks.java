package io.clicouncil.engine;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import io.clicouncil.sandbox.Walls;
import io.clicouncil.setup.Setup;
import io.clicouncil.task.Check;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Gate;
import io.clicouncil.verify.VerificationRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunWorkspaces;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/**
 * Runs the checks on the base itself, in clean rooms as a run would judge a change. What they say is remembered for the
 * runs that start from there.
 *
 * @since 0.1
 */
public final class BaseChecks {
    private static final String NAME = "base";

    private final EngineParts parts;

    /** Checks with these parts. */
    public BaseChecks(EngineParts parts) {
        this.parts = Objects.requireNonNull(parts, "parts");
    }

    /** The folder under a repository's state that remembers what checks said of its bases. */
    static Path store(RepositoryState repository) {
        return repository.commonDirectory().resolve("council").resolve("base");
    }

    /**
     * Runs the checks. Nothing happens before subscription, and nothing is left afterwards but the transcripts.
     *
     * @param runId the id under which the clean room is made
     * @param repository the repository at its base
     * @param folder where checks start, relative to the root
     * @param checks the checks; all of them are run
     * @param setup what is done in the clean room before
     * @param walls what is around the commands
     * @param limits what a check may use
     * @return what each check said, in order
     */
    public Flux<CheckResult> run(
            String runId,
            RepositoryState repository,
            Path folder,
            List<Check> checks,
            Setup setup,
            Walls walls,
            CommandLimits limits) {
        return Flux.usingWhen(
                parts.workspaces().open(repository, runId),
                workspaces -> {
                    Map<String, String> environment = new HashMap<>(new ChildEnvironment(parts.environment()).base());
                    environment.put("COUNCIL_RUN_ID", runId);
                    environment.put(Assignments.DEPTH, "1");
                    return parts.verifier()
                            .verify(new VerificationRequest(
                                    NAME,
                                    repository.base(),
                                    checks,
                                    Gate.of(repository.base(), store(repository)),
                                    workspaces,
                                    setup,
                                    folder,
                                    workspaces.directory(),
                                    environment,
                                    walls,
                                    limits.mayIdle(),
                                    StopSignal.create(),
                                    false));
                },
                RunWorkspaces::close);
    }
}
