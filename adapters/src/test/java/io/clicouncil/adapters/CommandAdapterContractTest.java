package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.CLIAdapterContract;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CommandAdapterContractTest extends CLIAdapterContract {
    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));

    @Override
    protected String executable() {
        return "my-agent";
    }

    @Override
    protected CLIAdapter adapter(Path home, Map<String, String> variables) {
        return new CommandAdapterFactory()
                .create(new AdapterContext(
                        "trial", Trial.options("{'command': ['my-agent']}"), home, variables, runner));
    }

    @Override
    protected Said success(BigDecimal cost, String message) {
        return new Said(List.of("{\"cost_usd\": " + cost + ", \"message\": \"" + message + "\"}"), 0);
    }

    @Override
    protected List<String> lastWords(BigDecimal cost) {
        return List.of("{\"cost_usd\": " + cost + "}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Stream.of(FailureKind.values())
                .collect(Collectors.toMap(
                        Function.identity(), kind -> new Said(List.of("{\"failure\": \"" + kind + "\"}"), 1)));
    }
}
