package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.verify.BaseResult;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.Gate;
import io.clicouncil.verify.VerificationRequest;
import io.clicouncil.verify.Verifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class GateTest {
    @TempDir
    Path folder;

    private final AtomicReference<VerificationRequest> asked = new AtomicReference<>();
    private Path root;
    private Path hidden;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("repository"));
        hidden = Files.createDirectory(folder.resolve("acceptance"));
    }

    @Test
    void isWhatTheTaskSays() throws IOException {
        run(task().expect(List.of("FooTest.bar")).hidden(hidden));
        assertThat(asked().gate())
                .isEqualTo(new Gate(
                        FakeWorkspaces.BASE,
                        root.resolve("council/base"),
                        List.of("FooTest.bar"),
                        hidden.toRealPath()));
    }

    @Test
    void forgivesAndHidesNothingUnlessTold() {
        run(task());
        assertThat(asked().gate()).isEqualTo(Gate.of(FakeWorkspaces.BASE, root.resolve("council/base")));
    }

    @Test
    void isTheBaseItselfWhereThatIsJudged() {
        council().checkBase(task().build()).blockLast();
        assertThat(asked().commit()).isEqualTo(FakeWorkspaces.BASE);
        assertThat(asked().gate()).isEqualTo(Gate.of(FakeWorkspaces.BASE, root.resolve("council/base")));
    }

    @Test
    void tellsOfEditsOfACheckAndOfWhatTheCheckFlags() {
        Candidate candidate = run(task()).candidates().get(0);
        assertThat(candidate.eligible()).isTrue();
        assertThat(candidate.flags())
                .containsExactly(
                        "edit of a file that a check names: file.txt",
                        "check 'sh file.txt': tests gone since the base: a.B");
    }

    @Test
    void letsOptionalChecksRunBesideWhereAPlaceIsLeft() {
        run(task());
        assertThat(asked().optionalBeside()).isTrue();
        Limits usual = Limits.DEFAULT;
        run(task().limits(new Limits(usual.attempt(), usual.deadline(), usual.retry(), 1, null, null)));
        assertThat(asked().optionalBeside()).isFalse();
    }

    @Test
    void isToldOfARedBaseWhileTheAgentsWork() {
        StopSignal asked = StopSignal.create();
        CheckResult red = new CheckResult("sh file.txt", CheckStatus.FAILED, true, 1, List.of(), Duration.ZERO, "");
        Agent claude = Agent.of(
                "claude",
                FakeAdapter.of(assignment -> asked.raised()
                        .<AgentEvent>map(ignored ->
                                new AgentEvent.Finished(ExecutionResult.success(Cost.reported(BigDecimal.ONE))))
                        .flux()));
        Verifier verifier = new Verifier() {
            @Override
            public Flux<CheckResult> verify(VerificationRequest request) {
                return Flux.just(red);
            }

            @Override
            public Flux<BaseResult> onBase(VerificationRequest request) {
                assertThat(request.commit()).isEqualTo(FakeWorkspaces.BASE);
                return Flux.just(new BaseResult(red, List.of("a.B"))).doOnComplete(asked::raise);
            }
        };

        List<CouncilEvent> events = events(claude, verifier);

        assertThat(events)
                .filteredOn(event ->
                        event instanceof CouncilEvent.BaseChecked || event instanceof CouncilEvent.AttemptFinished)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("BaseChecked", "AttemptFinished");
    }

    @Test
    void endsWithoutTheAnswerOfABaseThatTakesTooLong() {
        AtomicReference<String> ended = new AtomicReference<>("");
        Sinks.Empty<Void> begun = Sinks.empty();
        Verifier verifier = new Verifier() {
            @Override
            public Flux<CheckResult> verify(VerificationRequest request) {
                return begun.asMono()
                        .thenMany(Flux.just(new CheckResult(
                                "sh file.txt", CheckStatus.PASSED, true, 0, List.of(), Duration.ZERO, "")));
            }

            @Override
            public Flux<BaseResult> onBase(VerificationRequest request) {
                begun.tryEmitEmpty();
                return request.stop()
                        .raised()
                        .doOnNext(ignored -> ended.set("stopped"))
                        .thenMany(Flux.empty());
            }
        };

        List<CouncilEvent> events = events(FakeAdapter.succeeding("claude", "1.00"), verifier);

        assertThat(events.get(events.size() - 1)).isInstanceOf(CouncilEvent.RunFinished.class);
        assertThat(events).noneMatch(CouncilEvent.BaseChecked.class::isInstance);
        assertThat(ended).hasValue("stopped");
    }

    private List<CouncilEvent> events(Agent agent, Verifier verifier) {
        CouncilTask task = CouncilTask.of("mend it", root)
                .agents(agent)
                .checks(Check.shell("sh file.txt"))
                .build();
        return Objects.requireNonNull(Council.of(new FakeWorkspaces(root), new NoCommands())
                .verifier(verifier)
                .environment(Map.of("PATH", "/bin"))
                .build()
                .stream(task)
                .collectList()
                .block(Duration.ofSeconds(30)));
    }

    @Test
    void judgesNoChangeThatBreaksAPolicy() {
        AggregatedResult result = run(task().scope(new ScopeRules(List.of(), 99, null)), 100);
        Candidate candidate = result.candidates().get(0);
        assertThat(result.status()).isEqualTo(RunStatus.NO_WINNER);
        assertThat(candidate.status()).isEqualTo(ExecutionStatus.BLOCKED);
        assertThat(candidate.reason())
                .isEqualTo("POLICY: it changes 100 lines and may change 99 (limits.changedLines)");
        assertThat(candidate.change()).isNotNull();
        assertThat(candidate.checks()).isEmpty();
        assertThat(candidate.cost().amount()).isEqualByComparingTo("1.00");
        assertThat(asked.get()).isNull();
    }

    @Test
    void judgesAChangeThatKeepsToItsPolicy() {
        AggregatedResult result = run(task().scope(new ScopeRules(List.of(), 100, 1)), 100);
        assertThat(result.winner()).isEqualTo("claude");
    }

    @Test
    void refusesHiddenFilesThatAgentsWouldMeet() throws IOException {
        Path inside = Files.createDirectory(root.resolve("acceptance"));
        assertThatThrownBy(() -> run(task().hidden(inside)))
                .isInstanceOf(CouncilException.class)
                .hasMessage("'hidden' must be a folder outside the repository, where no agent meets it, not " + inside);
        Path link = Files.createSymbolicLink(folder.resolve("link"), inside);
        assertThatThrownBy(() -> run(task().hidden(link))).isInstanceOf(CouncilException.class);
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> run(task().hidden(file))).isInstanceOf(CouncilException.class);
    }

    @Test
    void refusesHiddenFilesThatAreNotThere() {
        assertThatThrownBy(() -> run(task().hidden(folder.resolve("gone"))))
                .isInstanceOf(CouncilException.class)
                .hasMessage("'hidden' must be a folder outside the repository, and this one cannot be read: "
                        + folder.resolve("gone"));
    }

    private VerificationRequest asked() {
        return Objects.requireNonNull(asked.get());
    }

    private CouncilTask.Builder task() {
        return CouncilTask.of("mend it", root)
                .agents(FakeAdapter.succeeding("claude", "1.00"))
                .checks(Check.shell("sh file.txt"));
    }

    private AggregatedResult run(CouncilTask.Builder task) {
        return run(task, 1);
    }

    /** Runs a task whose agent changes so many lines. */
    private AggregatedResult run(CouncilTask.Builder task, int lines) {
        return Objects.requireNonNull(council(lines).run(task.build()).block(Duration.ofSeconds(30)));
    }

    private Council council() {
        return council(1);
    }

    private Council council(int lines) {
        FakeWorkspaces workspaces = new FakeWorkspaces(root);
        workspaces.changedLines.put("claude", lines);
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> {
                    asked.set(request);
                    return Flux.just(new CheckResult(
                            "sh file.txt",
                            CheckStatus.PASSED,
                            true,
                            0,
                            List.of(),
                            Duration.ZERO,
                            "",
                            List.of("tests gone since the base: a.B")));
                })
                .environment(Map.of("PATH", "/bin"))
                .build();
    }
}
