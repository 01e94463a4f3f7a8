package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.testkit.CLIAdapterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What every adapter keeps to, for one that a manifest of ours describes. It uses a model at 5 dollars per million. */
abstract class ManifestContract extends CLIAdapterContract {
    static final String MODEL = "gpt-5.5";
    private static final BigDecimal TOKENS_PER_DOLLAR = BigDecimal.valueOf(200_000);
    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));

    /** The adapter's name. */
    abstract String id();

    /** What it prints when all went well, having read so many fresh tokens and written none. */
    abstract List<String> said(long tokens, String message);

    @Override
    protected final String executable() {
        return Manifest.of(id(), ManifestSource.bundled(id()).content())
                .template()
                .executable();
    }

    @Override
    protected final CLIAdapter adapter(Path home, Map<String, String> variables) {
        return new ManifestAdapterFactory(id())
                .create(new AdapterContext(
                        "trial", Trial.options("{}"), home, variables, runner, MODEL, PriceTable.bundled(), false));
    }

    @Override
    protected final String model() {
        return MODEL;
    }

    @Override
    protected final Said success(BigDecimal cost, String message) {
        return new Said(said(tokens(cost), message), 0);
    }

    @Override
    protected final List<String> lastWords(BigDecimal cost) {
        return said(tokens(cost), "stopped");
    }

    static long tokens(BigDecimal cost) {
        return cost.multiply(TOKENS_PER_DOLLAR).longValueExact();
    }

    static Said recording(String name, int exitCode) {
        try {
            int slash = name.indexOf('/');
            return new Said(new Recordings(name.substring(0, slash)).lines(name.substring(slash + 1)), exitCode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Said line(String text, int exitCode) {
        return new Said(List.of(text.replace('\'', '"')), exitCode);
    }
}
