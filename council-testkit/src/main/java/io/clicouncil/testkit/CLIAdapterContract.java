package io.clicouncil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/**
 * What every adapter that runs a command keeps to. Extend it, say how your agent's command line talks, and it is run
 * against a {@link FakeCli} that talks so: well, badly, for ever, too much. After each test no process may be left.
 * Needs a POSIX shell, and {@code /proc} to see processes.
 *
 * @since 0.1
 */
public abstract class CLIAdapterContract {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final BigDecimal PRICE = new BigDecimal("0.25");
    private static final int PROMPT_CHARACTERS = 300_000;
    private static final String SECRET = "sk-a-value-that-nobody-may-see";

    private final String mark = LiveProcesses.newMark();
    private final StopSignal stop = StopSignal.create();

    /** A folder for everything that a test makes. */
    @TempDir(cleanup = CleanupMode.NEVER)
    protected Path folder;

    private Path workspace;
    private Map<String, String> environment;

    /**
     * What an agent prints when it ends.
     *
     * @param lines the lines on its standard output
     * @param exitCode its exit code
     */
    public record Said(List<String> lines, int exitCode) {}

    /** For JUnit. */
    protected CLIAdapterContract() {}

    /** The name of the executable that the adapter looks for. */
    protected abstract String executable();

    /**
     * The adapter on trial, with a grace of about a second between TERM and KILL.
     *
     * @param home the folder that stands for the user's checkout
     * @param variables the environment in which it looks for its executable
     */
    protected abstract CLIAdapter adapter(Path home, Map<String, String> variables);

    /** What the agent prints when all went well, with this price in US dollars and these last words. */
    protected abstract Said success(BigDecimal cost, String message);

    /** What the agent prints when it gets TERM, from which this price can be known. */
    protected abstract List<String> lastWords(BigDecimal cost);

    /** What the agent prints for each kind of failure that it tells apart. */
    protected abstract Map<FailureKind, Said> failures();

    /** The model that it is asked for, or null where it needs none to have a price. */
    protected @Nullable String model() {
        return null;
    }

    /** Whether its price can be known at all. */
    protected boolean knowsItsPrice() {
        return true;
    }

    /** Whether it can be seen in its output which of it are its last words. */
    protected boolean hasLastWords() {
        return true;
    }

    /** Whether its prompt may be longer than an argument. */
    protected boolean takesLongPrompts() {
        return true;
    }

    /** Makes it write its prompt into a file, as it gets it; unless it is said otherwise, on standard input. */
    protected FakeCli keepingPrompt(FakeCli fake, String file) {
        return fake.keepInput(file);
    }

    /** The prompt that it kept in a file; unless it is said otherwise, all that is in it. */
    protected String promptIn(Path file) throws IOException {
        return Files.readString(file);
    }

    /** Makes it write the files from which this price is known; unless it is said otherwise, none. */
    protected FakeCli billing(FakeCli fake, BigDecimal cost) {
        return fake;
    }

    @BeforeEach
    final void makeRoom() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.createDirectory(folder.resolve("bin"));
        environment = new HashMap<>(Map.of("PATH", folder.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin", mark, "1"));
    }

    @AfterEach
    final void noProcessIsLeft() {
        assertThat(LiveProcesses.marked(mark)).isEmpty();
        TestFolders.delete(folder, LONG_ENOUGH);
    }

    @Test
    void succeedsWithItsPriceAndItsLastWords() throws IOException {
        List<AgentEvent> events = events(succeeding(fake().write("hello.txt", "hello"), "all done"));

        ExecutionResult result = result(events);
        assertThat(result.failure()).isNull();
        assertPrice(result);
        assertThat(result.message()).isEqualTo(hasLastWords() ? "all done" : null);
        assertThat(result.duration()).isPositive();
        assertThat(result.killLevel()).isNotBlank();
        assertThat(events.get(0)).isInstanceOf(AgentEvent.Started.class);
        assertThat(events.stream().filter(AgentEvent.Finished.class::isInstance))
                .hasSize(1);
        assertThat(workspace.resolve("hello.txt")).hasContent("hello");
    }

    @TestFactory
    Stream<DynamicTest> tellsFailuresApart() {
        return failures().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey().name(), () -> {
                    Failure failure = failure(result(events(ending(fake(), entry.getValue()))));
                    assertThat(failure.kind()).isEqualTo(entry.getKey());
                    assertThat(failure.message()).doesNotContain("\n");
                }));
    }

    @Test
    void isNotInstalledWhereItsExecutableIsMissing() throws IOException {
        List<AgentEvent> events = Objects.requireNonNull(adapter(workspace, environment)
                .execute(assignment("do it", LONG_ENOUGH))
                .collectList()
                .block(LONG_ENOUGH));

        assertThat(failure(result(events)).kind()).isEqualTo(FailureKind.NOT_INSTALLED);
        assertThat(result(events).chargeable().amount()).isEqualByComparingTo("0");
        assertThat(Objects.requireNonNull(
                                adapter(workspace, environment).probe().block(LONG_ENOUGH))
                        .installed())
                .isFalse();
    }

    @Test
    void isFoundByItsProbe() throws IOException {
        fake().print("1.2.3").install(folder.resolve("bin"));

        assertThat(Objects.requireNonNull(
                                adapter(workspace, environment).probe().block(LONG_ENOUGH))
                        .installed())
                .isTrue();
    }

    @Test
    void garbageHasNoPriceAndIsNoError() throws IOException {
        ExecutionResult result = result(events(fake().raw("\\0377\\0376{\"type\":\\n\\n[}\\n\\001\\n{\"cost\":")
                .print("{\"type\": \"result\", \"total_cost_usd\": ", "]", "{\"cost_usd\": \"many\"")
                .exit(0)));

        assertThat(result.cost().known()).isFalse();
        assertThat(result.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void muchOutputIsReadOnlyAsItIsAskedFor() throws IOException {
        AtomicLong handedOver = new AtomicLong();
        // Of a line that is far too long no more than its beginning is told, of these few megabytes of lines each.
        Flux<AgentEvent> events = execute(succeeding(fake().longLine(20).spam(4), "done"), LONG_ENOUGH)
                .doOnNext(event -> handedOver.incrementAndGet());

        StepVerifier.create(events, 5)
                .expectNextCount(5)
                // It has printed everything and is gone, whatever was asked for.
                .then(() -> LiveProcesses.await(mark, 0, LONG_ENOUGH))
                .then(() -> assertThat(handedOver).hasValue(5))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(event -> !(event instanceof AgentEvent.Finished))
                .assertNext(event -> assertPrice(result(List.of(event))))
                .expectComplete()
                .verify(LONG_ENOUGH);
    }

    @Test
    void anAgentThatHangsIsTimedOutThoughItIgnoresTerm() throws IOException {
        ExecutionResult result = result(Objects.requireNonNull(
                execute(fake().ignoreTerm().daemon().child().hang(), SHORT)
                        .collectList()
                        .block(LONG_ENOUGH)));

        assertThat(failure(result).kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(result.cost().known()).isFalse();
        assertThat(result.duration()).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void aStoppedAgentIsCancelledAndKeepsThePriceOfItsLastWords() throws IOException {
        FakeCli fake =
                billing(fake(), PRICE).onTerm(lastWords(PRICE)).print("ready").hang();
        ExecutionResult result = result(Objects.requireNonNull(execute(fake, LONG_ENOUGH)
                .doOnNext(event -> {
                    if (event instanceof AgentEvent.Output) {
                        stop.raise();
                    }
                })
                .collectList()
                .block(LONG_ENOUGH)));

        assertThat(failure(result).kind()).isEqualTo(FailureKind.CANCELLED);
        assertPrice(result);
    }

    @Test
    void aCancelledSubscriptionLeavesNoProcess() throws IOException {
        Disposable subscription =
                execute(fake().daemon().child().hang(), LONG_ENOUGH).subscribe();
        LiveProcesses.await(mark, 4, LONG_ENOUGH);

        subscription.dispose();

        LiveProcesses.await(mark, 0, LONG_ENOUGH);
    }

    @Test
    void grandchildrenNeitherDelayTheEndNorOutliveIt() throws IOException {
        FakeCli fake = succeeding(fake().daemon().child(), "done");

        ExecutionResult result = result(events(fake));

        assertThat(result.failure()).isNull();
        assertThat(LiveProcesses.marked(mark)).isEmpty();
    }

    @Test
    void aSecretOfTheEnvironmentIsSeenInNoEvent() throws IOException {
        String name = adapter(workspace, environment).capabilities().environment().stream()
                .filter(key -> key.endsWith("_KEY") || key.endsWith("_TOKEN"))
                .findFirst()
                .orElse("AGENT_API_KEY");
        environment.put(name, SECRET);

        List<AgentEvent> events = events(fake().reveal(name)
                .error("bad key " + SECRET)
                .print("bad key " + SECRET)
                .exit(1));

        assertThat(events.toString()).doesNotContain(SECRET);
    }

    @Test
    void aLongPromptArrivesByteForByte() throws IOException {
        String odd = "-x it's \"quoted\"\n\n$(id) `id` $HOME \\n \t 100% ü ☃ 😀\r\n";
        String prompt = odd.repeat(PROMPT_CHARACTERS / odd.length());
        succeeding(keepingPrompt(fake(), "seen"), "done").install(folder.resolve("bin"));

        List<AgentEvent> events = Objects.requireNonNull(adapter(workspace, environment)
                .execute(assignment(prompt, LONG_ENOUGH))
                .collectList()
                .block(LONG_ENOUGH));

        if (takesLongPrompts()) {
            assertThat(promptIn(workspace.resolve("seen"))).isEqualTo(prompt);
        } else {
            assertThat(failure(result(events)).kind()).isEqualTo(FailureKind.REFUSED);
            assertThat(workspace).isEmptyDirectory();
        }
    }

    @Test
    void nothingHappensBeforeSubscription() throws IOException {
        fake().write("started", "yes").install(folder.resolve("bin"));
        TaskAssignment assignment = assignment("do it", LONG_ENOUGH);

        adapter(workspace, environment).execute(assignment);

        assertThat(assignment.files()).isDirectoryNotContaining("glob:**/std*");
        assertThat(workspace).isEmptyDirectory();
    }

    private FakeCli fake() {
        return FakeCli.named(executable());
    }

    private FakeCli succeeding(FakeCli fake, String message) {
        return ending(billing(fake, PRICE), success(PRICE, message));
    }

    /** Behind walls, or not at all where there are none to be had. */
    @Test
    void theAgentRunsBehindTheWallsOfItsAssignment() throws IOException {
        ending(FakeCli.named(executable()), success(PRICE, "done")).install(folder.resolve("bin"));
        List<Mount> seen = List.of(Mount.write(workspace), Mount.read(folder.resolve("bin")), Mount.read(folder));
        Sandbox walls = new Sandbox(seen, folder.resolve("layers"), Network.FULL);

        List<AgentEvent> events = adapter(workspace, environment)
                .execute(assignment("do it", LONG_ENOUGH, walls))
                .collectList()
                .block(LONG_ENOUGH);

        assertThat(result(Objects.requireNonNull(events)).sandbox()).isNotNull().isNotEqualTo(SandboxSupport.NONE);
    }

    private void assertPrice(ExecutionResult result) {
        if (knowsItsPrice()) {
            assertThat(result.cost().amount()).isEqualByComparingTo(PRICE);
        } else {
            assertThat(result.cost().known()).isFalse();
        }
    }

    private static FakeCli ending(FakeCli fake, Said said) {
        return fake.show(String.join("\n", said.lines()) + "\n").exit(said.exitCode());
    }

    private List<AgentEvent> events(FakeCli fake) throws IOException {
        return Objects.requireNonNull(execute(fake, LONG_ENOUGH).collectList().block(LONG_ENOUGH));
    }

    private Flux<AgentEvent> execute(FakeCli fake, Duration timeout) throws IOException {
        fake.install(folder.resolve("bin"));
        return adapter(workspace, environment).execute(assignment("do it", timeout));
    }

    private TaskAssignment assignment(String prompt, Duration timeout) throws IOException {
        return assignment(prompt, timeout, null);
    }

    private TaskAssignment assignment(String prompt, Duration timeout, @Nullable Sandbox sandbox) throws IOException {
        Path files = Files.createTempDirectory(folder, "files");
        Path promptFile = Files.writeString(files.resolve("prompt.txt"), prompt);
        return new TaskAssignment(
                "trial",
                1,
                model(),
                prompt,
                promptFile,
                workspace,
                files,
                environment,
                sandbox,
                CommandLimits.time(timeout),
                null,
                null,
                stop,
                false);
    }

    private static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }

    private static Failure failure(ExecutionResult result) {
        return Objects.requireNonNull(result.failure(), "a failure");
    }
}
