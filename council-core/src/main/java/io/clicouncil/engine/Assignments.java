package io.clicouncil.engine;

import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.StopSignal;
import io.clicouncil.task.Agent;
import io.clicouncil.verify.VerificationRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes what agents and checks are handed: folders for their files, the prompt, and their environment. */
final class Assignments {
    /** How deep councils are nested: an agent inside a council sees 1. */
    static final String DEPTH = "COUNCIL_DEPTH";

    private final Run run;
    private final RunWorkspaces workspaces;
    private final ChildEnvironment environment;

    Assignments(Run run, RunWorkspaces workspaces, Map<String, String> ours) {
        this.run = run;
        this.workspaces = workspaces;
        this.environment = new ChildEnvironment(ours);
    }

    /** The assignment of one attempt; its folder and prompt file are there when it is. */
    Mono<TaskAssignment> make(Agent agent, int attempt, Workspace workspace, Duration timeout, StopSignal stop) {
        return Mono.fromCallable(() -> assignment(agent, attempt, workspace, timeout, stop))
                .onErrorMap(IOException.class, Assignments::noFiles)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private TaskAssignment assignment(Agent agent, int attempt, Workspace workspace, Duration timeout, StopSignal stop)
            throws IOException {
        Path files = Files.createDirectories(files(agent.name()).resolve(String.valueOf(attempt)));
        Path promptFile = files.resolve("prompt.txt");
        Files.writeString(promptFile, run.plan().prompt());
        Map<String, String> child =
                new HashMap<>(environment.with(agent.adapter().capabilities().environment()));
        child.putAll(agent.environment());
        child.putAll(ofRun(agent.name()));
        child.put("COUNCIL_WORKSPACE", workspace.directory().toString());
        child.put("COUNCIL_ATTEMPT", String.valueOf(attempt));
        child.put("COUNCIL_PROMPT_FILE", promptFile.toString());
        return new TaskAssignment(
                agent.name(),
                attempt,
                agent.model(),
                run.plan().prompt(),
                promptFile,
                workspace.directory().resolve(folder()),
                files,
                child,
                timeout,
                agent.maxCost(),
                stop);
    }

    /** What the verifier is asked about an agent's change. */
    Mono<VerificationRequest> verification(String agent, String commit, StopSignal stop) {
        return Mono.fromCallable(() -> {
                    Path files = Files.createDirectories(files(agent).resolve("checks"));
                    Map<String, String> child = new HashMap<>(environment.base());
                    child.putAll(ofRun(agent));
                    return new VerificationRequest(
                            agent,
                            commit,
                            run.task().checks(),
                            workspaces,
                            folder(),
                            files,
                            child,
                            run.task().limits().timeout(),
                            stop);
                })
                .onErrorMap(IOException.class, Assignments::noFiles)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Map<String, String> ofRun(String agent) {
        Map<String, String> child = new HashMap<>();
        child.put("COUNCIL_RUN_ID", run.id());
        child.put("COUNCIL_AGENT", agent);
        child.put(DEPTH, "1");
        return child;
    }

    private Path folder() {
        return Path.of(run.plan().repository().folder());
    }

    private Path files(String agent) {
        return workspaces.directory().resolve(agent);
    }

    private static CouncilException noFiles(IOException error) {
        return new CouncilException(
                CouncilException.Reason.INTERNAL,
                "the run's files cannot be written (" + error.getClass().getSimpleName()
                        + "): look at the space and the permissions of the git directory",
                error);
    }
}
