package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.testkit.CLIAdapterContract;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What every adapter keeps to, of the first step; the second does nothing and ends well. */
class AutoClaudeContractTest extends CLIAdapterContract {
    private static final BigDecimal TOKENS_PER_DOLLAR = BigDecimal.valueOf(1_000_000);

    private @Nullable BigDecimal price;

    @Override
    protected String executable() {
        return "python-of-the-checkout";
    }

    @Override
    protected CLIAdapter adapter(Path home, Map<String, String> variables) {
        Path backend = folder.resolve("Auto-Claude/apps/backend");
        try {
            Files.createDirectories(backend.resolve("runners"));
            Files.writeString(backend.resolve("run.py"), "");
            Files.writeString(backend.resolve("runners/spec_runner.py"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AutoClaudeAdapterFactory()
                .create(new AdapterContext(
                        "trial",
                        new JsonMapper()
                                .createObjectNode()
                                .put("home", folder.resolve("Auto-Claude").toString())
                                .put("python", executable()),
                        home,
                        variables,
                        new Furnishing(),
                        null,
                        PriceTable.bundled(),
                        false));
    }

    @Override
    protected Said success(BigDecimal cost, String message) {
        return new Said(List.of("__EXEC_PHASE__:{\"phase\": \"planning\", \"message\": \"" + message + "\"}"), 0);
    }

    @Override
    protected List<String> lastWords(BigDecimal cost) {
        return List.of("What would you like to do?");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, failing("Unexpected error: No OAuth token found."),
                FailureKind.QUOTA, failing("Error during agent session: Credit balance is too low"),
                FailureKind.RATE_LIMITED, failing("Error during agent session: 429 rate_limit_error"),
                FailureKind.OVERLOADED, failing("Error during agent session: 529 overloaded_error"),
                FailureKind.NETWORK, failing("Error during agent session: Connection error."),
                FailureKind.CRASHED, failing("Unexpected error: no room"),
                FailureKind.BAD_OUTPUT, new Said(List.of("done"), 0));
    }

    private static Said failing(String line) {
        return new Said(List.of(line), 1);
    }

    @Override
    protected boolean hasLastWords() {
        return false;
    }

    @Override
    protected FakeCli keepingPrompt(FakeCli fake, String file) {
        return fake.keepFile("--task-file", file);
    }

    @Override
    protected FakeCli billing(FakeCli fake, BigDecimal cost) {
        price = cost;
        return fake;
    }

    /** Leaves the files beside the fake that the program would: its fake has no words for them. */
    private final class Furnishing extends PassingRunner {
        @Override
        public Flux<CommandEvent> run(CommandSpec spec) {
            boolean first = writesSpecification(spec);
            return Mono.fromRunnable(() -> furnish(spec)).thenMany(super.run(first ? spec : nothing(spec)));
        }

        private void furnish(CommandSpec command) {
            BigDecimal wanted = price;
            if (wanted == null) {
                return;
            }
            try {
                Path made = Files.createDirectories(command.directory().resolve(".auto-claude/specs/001-trial"));
                Files.writeString(made.resolve("spec.md"), "do it");
                Files.writeString(
                        made.resolve("implementation_plan.json"),
                        "{\"phases\": [{\"subtasks\": [{\"status\": \"completed\"}]}],"
                                + " \"qa_signoff\": {\"status\": \"approved\"}}");
                Path sessions = Files.createDirectories(
                        Path.of(String.valueOf(command.environment().get("CLAUDE_CONFIG_DIR")), "projects"));
                Files.writeString(
                        sessions.resolve("session.jsonl"),
                        "{\"type\": \"assistant\", \"message\": {\"id\": \"m\", \"model\": \"claude-haiku-4-5\","
                                + " \"usage\": {\"output_tokens\": 0, \"input_tokens\": "
                                + wanted.multiply(TOKENS_PER_DOLLAR).longValueExact() + "}}}\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static CommandSpec nothing(CommandSpec spec) {
            return new CommandSpec(
                    List.of("true"),
                    spec.directory(),
                    spec.environment(),
                    spec.stdin(),
                    spec.stdout(),
                    spec.stderr(),
                    spec.limits(),
                    spec.stop());
        }
    }
}
