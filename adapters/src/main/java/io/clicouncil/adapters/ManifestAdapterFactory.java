package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import java.util.Objects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent that a manifest describes: a CLI of the user's own, without Java. {@code docs/manifests.md} explains the
 * format. Options of an agent: {@code cost}, the price in US dollars of an attempt whose output names none.
 *
 * @since 0.1
 */
public final class ManifestAdapterFactory implements AdapterFactory {
    private final String id;
    private final Manifest manifest;

    /**
     * A factory of agents of this kind.
     *
     * @param id the name by which {@code council.yml} asks for it
     * @param manifest its description
     * @throws io.clicouncil.failure.CouncilException where a field is unknown, missing or wrong
     */
    public ManifestAdapterFactory(String id, ObjectNode manifest) {
        this.id = Objects.requireNonNull(id, "id");
        this.manifest = Manifest.of(id, manifest);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return manifest.description();
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        Fields options = Fields.of("agent '" + context.agent() + "'", context.options(), "cost");
        Cost price = LastLineTranscript.price(options.amount("cost"));
        return new ProcessAdapter(id, new Described(context, manifest, price), context.commands());
    }

    private record Described(AdapterContext context, Manifest manifest, Cost price) implements Dialect {
        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    manifest.keys(),
                    manifest.output().cost() != null,
                    manifest.output().output() != null);
        }

        @Override
        public Invocation invocation(TaskAssignment assignment) {
            return manifest.template().fill(assignment, manifest.environment());
        }

        @Override
        public Transcript transcript(TaskAssignment assignment) {
            return new ManifestTranscript(manifest, price);
        }

        @Override
        public Mono<Availability> probe() {
            return manifest.probe().run(context, unasked -> null);
        }

        @Override
        public Estimate estimate() {
            return price.amount() == null ? Estimate.UNKNOWN : Estimate.exactly(price.amount());
        }
    }
}
