package io.clicouncil.adapters.acp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's entry in {@code council.yml} says for this adapter.
 *
 * @param command the executable and its arguments; <code>{model}</code> is filled in, and an argument that names it is left
 *     out, with the option before it, where there is no model
 * @param mode the session mode to ask for, or null for the agent's own
 * @param keys the names of the environment variables that it gets
 * @param state the places in which it keeps its state
 * @param cost the price in US dollars of an attempt that names none, or null where that is not known
 * @since 0.1
 */
public record AcpOptions(
        List<String> command,
        @Nullable String mode,
        Set<String> keys,
        List<String> state,
        @Nullable BigDecimal cost) {
    private static final String MODEL = "{model}";

    /** Takes copies and checks that there is a command. */
    public AcpOptions {
        command = List.copyOf(command);
        keys = Set.copyOf(keys);
        state = List.copyOf(state);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("a command names an executable");
        }
    }

    /** The command for a model. */
    List<String> commandFor(@Nullable String model) {
        List<String> filled = new ArrayList<>();
        for (String argument : command) {
            boolean named = argument.contains(MODEL);
            if (named && model == null) {
                // The option whose value this would be says nothing without it.
                boolean lone = argument.equals(MODEL) && filled.size() > 1;
                if (lone && filled.get(filled.size() - 1).startsWith("-")) {
                    filled.remove(filled.size() - 1);
                }
            } else {
                filled.add(named ? argument.replace(MODEL, String.valueOf(model)) : argument);
            }
        }
        return filled;
    }
}
