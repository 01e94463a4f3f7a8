package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapters.acp.AcpAdapter;
import io.clicouncil.adapters.acp.AcpOptions;
import java.util.List;
import java.util.Set;

/**
 * Any agent that speaks the Agent Client Protocol, version 1, over its standard input and output. Options:
 *
 * <ul>
 *   <li>{@code command} (required): the executable and its arguments, for example {@code [gemini, --acp]}; never given to a
 *       shell. <code>{model}</code> is filled in.
 *   <li>{@code mode}: the session mode to ask for; left out, the agent's own.
 *   <li>{@code keys}: the names of the environment variables that it gets.
 *   <li>{@code cost}: the price in US dollars of an attempt that names none; left out, that of its tokens where the agent
 *       counts them, else unknown.
 * </ul>
 *
 * @since 0.1
 */
public final class AcpAdapterFactory implements AdapterFactory {
    /** The name by which {@code council.yml} asks for it. */
    public static final String ID = AcpAdapter.ID;

    /** Made by the service loader. */
    public AcpAdapterFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Any agent that speaks the Agent Client Protocol.";
    }

    @Override
    public CLIAdapter create(AdapterContext context) {
        Fields fields = Fields.of(
                "agent '" + context.agent() + "'", context.options(), "command", "mode", "keys", "state", "cost");
        List<String> command = fields.texts("command");
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw fields.wrong("command", "a list: the executable and its arguments, for example [gemini, --acp]");
        }
        AcpOptions options = new AcpOptions(
                command,
                fields.text("mode"),
                Set.copyOf(fields.texts("keys")),
                fields.texts("state"),
                fields.amount("cost"));
        Probe probe = Probe.ofExistence(command.get(0), "install it, or correct 'command' in council.yml");
        return new AcpAdapter(context, options, probe.run(context, unasked -> null));
    }
}
