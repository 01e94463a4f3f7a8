package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent that a manifest describes: a CLI without Java. {@code docs/manifests.md} explains the format. Options of an
 * agent: {@code arguments}, a list of further arguments; {@code cost}, the price in US dollars of an attempt whose output
 * names none; {@code billing}, {@code metered}, {@code subscription} or {@code local}, where the manifest is wrong about
 * who pays how.
 *
 * @since 0.1
 */
public class ManifestAdapterFactory implements AdapterFactory {
    private final String id;
    private final ManifestSource source;
    private @Nullable Manifest manifest;

    /**
     * A factory of agents of this kind.
     *
     * @param id the name by which {@code council.yml} asks for it
     * @param manifest its description
     * @throws io.clicouncil.failure.CouncilException where a field is unknown, missing or wrong
     */
    public ManifestAdapterFactory(String id, ObjectNode manifest) {
        this.id = Objects.requireNonNull(id, "id");
        this.source = ManifestSource.of(manifest);
        this.manifest = Manifest.of(id, source.content());
    }

    /** One that comes with the council. It is read when it is first used: most of them never are. */
    ManifestAdapterFactory(String id) {
        this.id = id;
        this.source = ManifestSource.bundled(id);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String description() {
        return manifest().description();
    }

    @Override
    public final AdapterProfile profile() {
        return new AdapterProfile(manifest().tried(), manifest().probe().minimum(), source.text());
    }

    @Override
    public final CLIAdapter create(AdapterContext context) {
        Fields options =
                Fields.of("agent '" + context.agent() + "'", context.options(), "arguments", "cost", "billing");
        List<String> arguments = options.texts("arguments");
        Cost price = LastLineTranscript.price(options.amount("cost"));
        Billing billing = options.choice("billing", Billing.class);
        return new ProcessAdapter(id, new ManifestDialect(context, manifest(), arguments, price, billing), context);
    }

    private synchronized Manifest manifest() {
        Manifest read = manifest;
        if (read == null) {
            read = Manifest.of(id, source.content());
            manifest = read;
        }
        return read;
    }
}
