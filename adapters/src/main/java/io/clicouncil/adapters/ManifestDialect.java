package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.Needs;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One agent that a manifest describes.
 *
 * @param arguments the agent's further arguments
 * @param price the price of an attempt whose output names none
 * @param billing who pays how, or null where the manifest is right
 */
record ManifestDialect(
        AdapterContext context,
        Manifest manifest,
        List<String> arguments,
        Cost price,
        @Nullable Billing billing) implements Dialect {
    /** What Linux allows, less the end of the text. */
    private static final int LONGEST_ARGUMENT_BYTES = 128 * 1024 - 1;

    @Override
    public Capabilities capabilities() {
        Output output = manifest.output();
        return new Capabilities(
                manifest.keys(),
                !output.cost().isEmpty(),
                output.counts().complete(),
                null,
                Needs.ofState(manifest.state(), manifest.signIn().files(), context.environment()));
    }

    @Override
    public @Nullable Failure refusal(TaskAssignment assignment) {
        if (manifest.modelNeeded() != null && assignment.model() == null) {
            return Failure.of(FailureKind.REFUSED, noModel());
        }
        boolean tooLong = manifest.template().prompt() == PromptMode.ARGUMENT
                && assignment.prompt().getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT_BYTES;
        return tooLong
                ? Failure.of(
                        FailureKind.REFUSED, "it takes its prompt as an argument, and this one is too long for that")
                : null;
    }

    @Override
    public boolean finds(Session session, TaskAssignment assignment) {
        return manifest.place()
                .isIn(TaskAssignment.own(assignment.filesOf(session.attempt())), assignment.environment());
    }

    @Override
    public @Nullable Pattern unknownSession() {
        return manifest.resumption().unknown();
    }

    @Override
    public void prepare(TaskAssignment assignment) throws IOException {
        if (assignment.session() == null) {
            manifest.place().make(assignment.own(), assignment.environment());
        }
    }

    @Override
    public Invocation invocation(TaskAssignment assignment) {
        Session session = assignment.session();
        Map<String, String> more = new HashMap<>(manifest.environment());
        // A session is where it was opened.
        Path home = TaskAssignment.own(session == null ? assignment.files() : assignment.filesOf(session.attempt()));
        more.putAll(manifest.place().variables(home, assignment.environment()));
        return manifest.template().with(arguments).fill(assignment, more);
    }

    @Override
    public Transcript transcript(TaskAssignment assignment) {
        return new ManifestTranscript(
                manifest,
                assignment.directory(),
                assignment.own(),
                price,
                billing == null ? manifest.billing(assignment.environment()) : billing);
    }

    @Override
    public Mono<Availability> probe() {
        Mono<Availability> found =
                manifest.probe().run(context, asked -> manifest.signIn().seen(asked.environment()));
        return manifest.modelNeeded() == null || context.model() != null ? found : found.map(this::withoutModel);
    }

    /** It is there, but must not be asked as it is configured. */
    private Availability withoutModel(Availability found) {
        return found.installed()
                ? new Availability(true, found.version(), false, found.executable(), noModel())
                : found;
    }

    private String noModel() {
        return "name a 'model' for it: " + manifest.modelNeeded();
    }

    @Override
    public Estimate estimate() {
        return price.amount() == null ? Estimate.UNKNOWN : Estimate.exactly(price.amount());
    }
}
