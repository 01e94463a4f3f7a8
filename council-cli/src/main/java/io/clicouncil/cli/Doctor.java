package io.clicouncil.cli;

import io.clicouncil.account.Accounts;
import io.clicouncil.adapter.Availability;
import io.clicouncil.cli.view.DoctorView.Finding;
import io.clicouncil.cli.view.DoctorView.Level;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.process.StopSignal;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.task.Agent;
import io.clicouncil.text.Sizes;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.workspace.RepositoryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Looks at all that a run needs, one thing after another, and says of each what to do about it. Spends nothing. */
final class Doctor {
    private static final String RIGHTS = "agents run with your rights: give only tasks and repositories you trust";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LITTLE_SPACE = 1L << 30;

    private final Invocation invocation;
    private final List<Finding> findings = new ArrayList<>();

    /** Whether the configuration can be read; without it nobody knows which agents and checks are meant. */
    private final boolean configured;

    Doctor(CouncilCommand council) {
        this.invocation = Invocation.tolerant(
                council,
                problem -> add(Level.FAILED, "configuration", problem, "mend it: until then no run can begin"));
        this.configured = findings.isEmpty();
    }

    /**
     * Looks.
     *
     * @param checks whether the repository's checks are run once on the base as well
     */
    List<Finding> look(boolean checks) throws IOException {
        if (checks) {
            invocation.trust().require();
        }
        if (configured) {
            agents();
        }
        limits();
        git();
        processes();
        RepositoryState repository = repository();
        if (repository != null) {
            disk(repository);
            leftovers(repository);
            if (checks && configured) {
                findings.addAll(new BaseChecks(invocation).run());
            }
        }
        return findings;
    }

    private void agents() {
        List<Agent> agents = invocation.agents();
        if (agents.isEmpty()) {
            add(Level.FAILED, "agents", "none is configured", invocation.installedAgents());
        }
        List<Finding> found = Objects.requireNonNull(Flux.fromIterable(agents)
                .flatMapSequential(agent -> agent.adapter().probe().map(availability -> finding(agent, availability)))
                .collectList()
                .block());
        findings.addAll(found);
    }

    /** Forgets limits and failures, so that all agents are asked again. */
    void forgetLimits() {
        invocation
                .engine()
                .accounts(invocation.environment())
                .forget(Instant.now())
                .block();
    }

    private void limits() {
        List<Accounts.Closed> closed = Objects.requireNonNull(invocation
                .engine()
                .accounts(invocation.environment())
                .closed(Instant.now())
                .block());
        closed.forEach(each -> add(Level.WARNING, each.what(), "is not asked: " + each.why(), ""));
    }

    private static Finding finding(Agent agent, Availability availability) {
        String what = "agent " + agent.name();
        Level level = availability.advice().isEmpty() ? Level.OK : Level.WARNING;
        return availability.usable()
                ? new Finding(level, what, found(agent, availability), availability.advice())
                : new Finding(Level.FAILED, what, "cannot be used", availability.advice());
    }

    private static String found(Agent agent, Availability availability) {
        String version = availability.version();
        return "can be used by " + agent.adapter().id() + (version == null ? "" : ", " + version);
    }

    private void git() throws IOException {
        Path folder = Files.createTempDirectory("council-doctor-");
        try {
            CommandSpec spec = new CommandSpec(
                    List.of("git", "--version"),
                    folder,
                    invocation.environment(),
                    null,
                    folder.resolve("out"),
                    folder.resolve("err"),
                    CommandLimits.time(PATIENCE),
                    StopSignal.create());
            CommandEvent.Ended ended = invocation
                    .engine()
                    .commands()
                    .run(spec)
                    .ofType(CommandEvent.Ended.class)
                    .blockLast();
            if (ended != null && ended.result().succeeded()) {
                add(Level.OK, "git", Files.readString(folder.resolve("out")).strip(), "");
            } else {
                add(
                        Level.WARNING,
                        "git",
                        "there is no git command",
                        "install git: repositories with filters, line ends or encodings need it");
            }
        } finally {
            Trees.delete(folder);
        }
    }

    private void processes() {
        String level = invocation.engine().commands().killLevel();
        if (level.equals("pid-namespace")) {
            add(Level.OK, "processes", "held together by a pid namespace", "");
        } else {
            add(
                    Level.WARNING,
                    "processes",
                    "held together by " + level,
                    "an agent that hides its processes could leave one; where user namespaces are allowed this is stronger");
        }
        sandbox();
    }

    private void sandbox() {
        SandboxSettings wanted = configured ? invocation.config().sandbox() : SandboxSettings.DEFAULT;
        SandboxSupport found = invocation.engine().commands().sandboxes();
        if (wanted.mode() == SandboxSettings.Mode.NONE) {
            add(Level.WARNING, "sandbox", "none, as the configuration says", RIGHTS);
        } else if (found.available()) {
            Level level = found.problem().isEmpty() ? Level.OK : Level.WARNING;
            add(level, "sandbox", found.name() + " around agents, setup commands and checks", found.problem());
        } else {
            Level level = wanted.mode() == SandboxSettings.Mode.REQUIRED ? Level.FAILED : Level.WARNING;
            add(level, "sandbox", "none: " + found.problem(), RIGHTS);
        }
    }

    private @Nullable RepositoryState repository() {
        try {
            RepositoryState repository =
                    invocation.repository(invocation.config().base());
            String branch = repository.branch() == null ? "a detached head" : repository.branch();
            int uncommitted = repository.uncommitted().size();
            add(
                    uncommitted == 0 ? Level.OK : Level.WARNING,
                    "repository",
                    repository.root() + " on " + branch
                            + (uncommitted == 0 ? "" : ", " + uncommitted + " uncommitted path(s)"),
                    uncommitted == 0 ? "" : "a run starts from the last commit: commit first, or say --with-changes");
            return repository;
        } catch (CouncilException error) {
            add(Level.FAILED, "repository", String.valueOf(error.getMessage()), "");
            return null;
        }
    }

    private void disk(RepositoryState repository) throws IOException {
        Path workspaces = invocation.config().workspaces();
        Path there = workspaces;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent());
        }
        for (Path place : List.of(there, repository.commonDirectory())) {
            long free = Files.getFileStore(place).getUsableSpace();
            String what = place.equals(there) ? "space for workspaces" : "space for records";
            add(
                    free < LITTLE_SPACE ? Level.WARNING : Level.OK,
                    what,
                    Sizes.format(free) + " in " + (place.equals(there) ? workspaces : place),
                    free < LITTLE_SPACE ? "make room, or choose another folder as 'workspaces'" : "");
        }
    }

    private void leftovers(RepositoryState repository) {
        try (SqliteJournal journal = SqliteJournal.open(repository.commonDirectory())) {
            List<Leftover> left = Objects.requireNonNull(
                    invocation.upkeep(journal).look(repository).collectList().block());
            for (Leftover leftover : left) {
                String run = leftover.remains().runId();
                if (leftover.state() == Leftover.State.CUT_OFF) {
                    add(
                            Level.WARNING,
                            "run " + run,
                            "was cut off",
                            "`council resume " + run + "` goes on with it, `council cancel " + run + "` ends it");
                } else if (leftover.state() == Leftover.State.UNTIDY) {
                    add(Level.WARNING, "run " + run, "left something behind", "`council clean --yes` removes it");
                }
            }
            add(Level.OK, "journal", "can be written", "");
        } catch (CouncilException error) {
            add(Level.FAILED, "journal", String.valueOf(error.getMessage()), "");
        }
    }

    private void add(Level level, String what, String found, String advice) {
        findings.add(new Finding(level, what, found, advice));
    }
}
