package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.CLIAdapterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ClaudeCodeAdapterContractTest extends CLIAdapterContract {
    private static final Path RECORDINGS = Path.of("src/test/resources/claude");
    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));

    @Override
    protected String executable() {
        return "claude";
    }

    @Override
    protected CLIAdapter adapter(Path home, Map<String, String> variables) {
        return new ClaudeCodeAdapterFactory()
                .create(new AdapterContext("trial", Trial.options("{}"), home, variables, runner));
    }

    @Override
    protected Said success(BigDecimal cost, String message) {
        List<String> recorded = recording("stream-json-ok");
        String result = recorded.get(recorded.size() - 1)
                .replaceFirst("\"total_cost_usd\":[0-9.]+", "\"total_cost_usd\":" + cost)
                .replaceFirst("\"result\":\"[^\"]*\"", "\"result\":\"" + message + "\"");
        return new Said(List.of(recorded.get(0), recorded.get(1), result), 0);
    }

    @Override
    protected List<String> lastWords(BigDecimal cost) {
        return recording("sigint").stream()
                .map(line -> line.replaceFirst("\"total_cost_usd\":[0-9.]+", "\"total_cost_usd\":" + cost))
                .toList();
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, new Said(recording("auth-401"), 1),
                FailureKind.QUOTA, new Said(recording("quota-credit"), 1),
                FailureKind.RATE_LIMITED, new Said(recording("rate-limit-429"), 1),
                FailureKind.OVERLOADED, new Said(recording("overloaded-529"), 1),
                FailureKind.NETWORK, new Said(recording("refused"), 1),
                FailureKind.BUDGET, new Said(recording("max-budget"), 1),
                FailureKind.BAD_OUTPUT, new Said(recording("max-turns"), 1),
                FailureKind.REFUSED, new Said(recording("denied-default-mode"), 0),
                FailureKind.CRASHED, new Said(List.of("Error: something broke"), 134));
    }

    private static List<String> recording(String name) {
        try {
            return Files.readAllLines(RECORDINGS.resolve(name + ".stdout"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
