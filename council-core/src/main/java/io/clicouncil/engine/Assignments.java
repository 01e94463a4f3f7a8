package io.clicouncil.engine;

import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.policy.ChangePolicy;
import io.clicouncil.policy.SecretRules;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import io.clicouncil.sandbox.AgentSettings;
import io.clicouncil.sandbox.Walls;
import io.clicouncil.setup.SetupRunner;
import io.clicouncil.state.PrivateFiles;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.verify.Gate;
import io.clicouncil.verify.VerificationRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    Mono<TaskAssignment> make(Agent agent, Command.Execute command, Workspace workspace, StopSignal stop) {
        return place(agent, run.plan().agent(agent.name()), workspace, attemptFiles(agent, command), command.repair())
                .flatMap(place -> make(agent, command, place, stop));
    }

    /** The assignment of an attempt that only is to be heard to its end, in a workspace that is gone. */
    Mono<TaskAssignment> ofLost(Agent agent, Command.Execute command, Path gone, StopSignal stop) {
        return make(agent, command, new Place(gone, Map.of(), null), stop);
    }

    private Mono<TaskAssignment> make(Agent agent, Command.Execute command, Place place, StopSignal stop) {
        return Mono.fromCallable(() -> assignment(agent, command, place, stop))
                .onErrorMap(IOException.class, Assignments::noFiles)
                .subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Where an agent works.
     *
     * @param directory the root of its workspace
     * @param environment what the workspace adds to its environment
     * @param sandbox the walls around it, or null for none
     */
    private record Place(
            Path directory,
            Map<String, String> environment,
            @Nullable Sandbox sandbox) {}

    private Mono<Place> place(
            Agent agent, PlannedAgent planned, Workspace workspace, Path files, @Nullable Repair repair) {
        Walls walls = new Walls(planned.sandbox());
        return Mono.fromCallable(() -> walls.up() ? needs(agent, workspace, files, repair) : List.<Mount>of())
                .onErrorMap(IOException.class, Assignments::noFiles)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(needs -> walls.around(workspace, own(agent), needs))
                .map(sandbox -> new Place(workspace.directory(), workspace.environment(), sandbox.orElse(null)));
    }

    /** Behind walls it sees its prompt, and may change what is its own, and that of the session that it goes on with. */
    private List<Mount> needs(Agent agent, Workspace workspace, Path files, @Nullable Repair repair)
            throws IOException {
        List<Mount> needs = new ArrayList<>(agent.adapter().capabilities().needs());
        if (!run.plan().trustRepoConfig()) {
            Path nothing = makeFiles(files).resolve("no-settings.json");
            PrivateFiles.write(nothing, "{}\n");
            needs.addAll(AgentSettings.hidden(
                    workspace.directory(), workspace.directory().resolve(folder()), nothing));
        }
        needs.add(Mount.read(promptFile(files)));
        needs.add(Mount.write(TaskAssignment.own(files)));
        Session session = repair == null ? null : repair.session();
        if (session != null) {
            needs.add(Mount.write(TaskAssignment.own(files.resolveSibling(String.valueOf(session.attempt())))));
        }
        return needs;
    }

    private Path attemptFiles(Agent agent, Command.Execute command) {
        return files(agent.name()).resolve(String.valueOf(command.attempt()));
    }

    private static Path promptFile(Path files) {
        return files.resolve("prompt.txt");
    }

    private TaskAssignment assignment(Agent agent, Command.Execute command, Place place, StopSignal stop)
            throws IOException {
        int attempt = command.attempt();
        Path files = makeFiles(attemptFiles(agent, command));
        Path promptFile = promptFile(files);
        Repair repair = command.repair();
        String prompt = repair == null
                ? run.plan().prompt()
                : RepairPrompt.of(run.plan().prompt(), repair, checks(agent.name(), repair.number() - 1));
        PrivateFiles.write(promptFile, prompt);
        Map<String, String> child = child(agent, attempt, promptFile);
        child.putAll(place.environment());
        return new TaskAssignment(
                agent.name(),
                attempt,
                agent.model(),
                prompt,
                promptFile,
                place.directory().resolve(folder()),
                files,
                child,
                place.sandbox(),
                run.plan().agent(agent.name()).limits().timeout(command.timeout()),
                command.most(),
                repair == null ? null : repair.session(),
                stop,
                command.resumed());
    }

    /** The assignment of the judge. Where a council before this one asked it already, that is gone on with. */
    Mono<TaskAssignment> ofJudge(
            Agent agent,
            Command.Judge question,
            Workspace workspace,
            @Nullable BigDecimal reserved,
            String prompt,
            StopSignal stop) {
        PlannedAgent planned = Objects.requireNonNull(run.plan().judge()).agent();
        return place(agent, planned, workspace, judgeFiles(question), null)
                .flatMap(place -> Mono.fromCallable(() -> {
                            boolean begun = begun(question);
                            Path files = makeFiles(judgeFiles(question));
                            Path promptFile = promptFile(files);
                            PrivateFiles.write(promptFile, prompt);
                            Map<String, String> child = child(agent, 1, promptFile);
                            child.putAll(place.environment());
                            return new TaskAssignment(
                                    agent.name(),
                                    1,
                                    agent.model(),
                                    prompt,
                                    promptFile,
                                    place.directory().resolve(folder()),
                                    files,
                                    child,
                                    place.sandbox(),
                                    planned.limits(),
                                    Purse.most(planned, reserved),
                                    null,
                                    stop,
                                    begun);
                        })
                        .onErrorMap(IOException.class, Assignments::noFiles)
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    /** Whether a council before this one has asked the judge. */
    boolean begun(Command.Judge question) {
        return Files.exists(promptFile(judgeFiles(question)));
    }

    private Path judgeFiles(Command.Judge question) {
        return files(question.place()).resolve("1");
    }

    /** With the part that is the agent's own: what is not there cannot be shown behind walls. */
    private static Path makeFiles(Path files) throws IOException {
        PrivateFiles.makeFolder(TaskAssignment.own(files));
        return files;
    }

    private Map<String, String> child(Agent agent, int attempt, Path promptFile) {
        Map<String, String> child = new HashMap<>(own(agent));
        child.putAll(ofRun(agent.name()));
        child.put("COUNCIL_ATTEMPT", String.valueOf(attempt));
        child.put("COUNCIL_PROMPT_FILE", promptFile.toString());
        return child;
    }

    /** What every agent gets, with what this one asks for. */
    private Map<String, String> own(Agent agent) {
        Map<String, String> own =
                new HashMap<>(environment.with(agent.adapter().capabilities().environment()));
        own.putAll(agent.environment());
        return own;
    }

    /** What changes are held against. An agent may have come by the key of another. */
    ChangePolicy policy() {
        return new ChangePolicy(
                run.plan().scope(),
                SecretRules.of(run.agents().stream().map(this::own).toList()));
    }

    /** Where and with what the setup commands run; the folder for their transcripts is there when it is. */
    Mono<SetupRunner.Place> setup(Agent agent, Workspace workspace, StopSignal stop) {
        Map<String, String> child = new HashMap<>(environment.base());
        child.putAll(ofRun(agent.name()));
        child.putAll(workspace.environment());
        return walls().around(workspace, child, List.of())
                .flatMap(sandbox -> Mono.fromCallable(() -> new SetupRunner.Place(
                                workspace.directory().resolve(folder()),
                                child,
                                PrivateFiles.makeFolder(files(agent.name()).resolve("setup")),
                                stop,
                                sandbox.orElse(null)))
                        .onErrorMap(IOException.class, Assignments::noFiles)
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    /** The file that keeps what an attempt left in its workspace, where another follows. */
    Path saved(String agent, int attempt) {
        return files(agent).resolve(String.valueOf(attempt)).resolve("work.patch");
    }

    /** What the verifier is asked about an agent's change. */
    Mono<VerificationRequest> verification(
            Command.Verify command, String commit, StopSignal stop, boolean optionalBeside) {
        return request(command.agent(), commit, checks(command.agent(), command.repairs()), stop, optionalBeside);
    }

    /** What the verifier is asked about the base, in the name of the first agent. */
    Mono<VerificationRequest> ofBase(StopSignal stop) {
        String first = run.plan().agents().get(0).name();
        return request(first, run.repository().base(), checks(first, 0), stop, false);
    }

    private Mono<VerificationRequest> request(
            String agent, String commit, Path transcripts, StopSignal stop, boolean optionalBeside) {
        return Mono.fromCallable(() -> {
                    Path files = PrivateFiles.makeFolder(transcripts);
                    Map<String, String> child = new HashMap<>(environment.base());
                    child.putAll(ofRun(agent));
                    return new VerificationRequest(
                            agent,
                            commit,
                            run.plan().checks(),
                            gate(),
                            workspaces,
                            run.plan().setup(),
                            folder(),
                            files,
                            child,
                            walls(),
                            run.plan().limits().attempt().mayIdle(),
                            stop,
                            optionalBeside);
                })
                .onErrorMap(IOException.class, Assignments::noFiles)
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** What is around setup commands and checks. */
    private Walls walls() {
        return new Walls(run.plan().sandbox());
    }

    /** The folder for the transcripts of the checks after so many repairs. */
    private Path checks(String agent, int repairs) {
        Path folder = files(agent).resolve("checks");
        return repairs == 0 ? folder : folder.resolve("repair-" + repairs);
    }

    private Gate gate() {
        String hidden = run.plan().hidden();
        return new Gate(
                run.repository().base(),
                BaseChecks.store(run.repository()),
                run.plan().expect(),
                hidden == null ? null : Path.of(hidden));
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
