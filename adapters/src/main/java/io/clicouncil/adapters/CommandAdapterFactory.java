package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Any command as an agent. Options:
 *
 * <ul>
 *   <li>{@code command} (required): the executable and its arguments; never given to a shell. <code>{prompt}</code>,
 *       <code>{promptFile}</code>, <code>{model}</code>, <code>{maxCost}</code> and <code>{session}</code> are filled in.
 *   <li>{@code prompt}: {@code stdin} (default), {@code argument} or {@code file}.
 *   <li>{@code cost}: the price in US dollars of an attempt whose output names none; left out, it is unknown.
 * </ul>
 *
 * <p>Exit code 0 means that it believes it is done. The last line of its standard output may be a JSON object with
 * {@code cost_usd}, {@code input_tokens}, {@code output_tokens}, {@code cache_read_tokens}, {@code failure}, {@code
 * retry_after_seconds} and {@code message}.
 *
 * @since 0.1
 */
public final class CommandAdapterFactory implements AdapterFactory {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = "command";

    /** Made by the service loader. */
    public CommandAdapterFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Any command: its prompt on standard input, its price on the last line of its output.";
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        Fields options = Fields.of("agent '" + context.agent() + "'", context.options(), "command", "prompt", "cost");
        List<String> command = options.texts("command");
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw options.wrong("command", "a list: the executable and its arguments");
        }
        CommandTemplate template = new CommandTemplate(
                command.stream().map(List::of).toList(),
                Objects.requireNonNullElse(options.choice("prompt", PromptMode.class), PromptMode.STDIN));
        return new ProcessAdapter(ID, new Spoken(context, template, options.amount("cost")), context);
    }

    private record Spoken(
            AdapterContext context,
            CommandTemplate template,
            @Nullable BigDecimal cost) implements Dialect {
        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    Set.of(), false, false, ID + " " + template + " " + context.folder(), template.namedFiles());
        }

        @Override
        public Invocation invocation(TaskAssignment assignment) {
            return template.fill(assignment, Map.of());
        }

        @Override
        public Transcript transcript(TaskAssignment assignment) {
            return new LastLineTranscript(cost);
        }

        @Override
        public Mono<Availability> probe() {
            return Probe.ofExistence(template.executable(), "install it, or correct 'command' in council.yml")
                    .run(context, unasked -> null);
        }

        @Override
        public Estimate estimate() {
            Cost price = LastLineTranscript.price(cost);
            return price.amount() == null ? Estimate.UNKNOWN : Estimate.exactly(price.amount());
        }
    }
}
