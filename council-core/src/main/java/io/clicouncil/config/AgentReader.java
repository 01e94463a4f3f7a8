package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the entries of {@code agents}. */
final class AgentReader {
    /** What every agent may carry; the rest is for its adapter. */
    private static final Set<String> COMMON = Set.of("adapter", "model", "maxCost", "env", "limits", "sandbox");

    private static final List<String> ENVIRONMENT = List.of("pass", "set");

    private final Limits limits;
    private final Fields written;
    private final SandboxReader walls;
    private final SandboxSettings sandbox;

    /**
     * Reads agents of a run.
     *
     * @param limits the run's limits
     * @param written where they stand: those that were given as options count for every agent
     * @param walls reads how an agent is walled in
     * @param sandbox how the run's commands are, which counts where an agent says nothing
     */
    AgentReader(Limits limits, Fields written, SandboxReader walls, SandboxSettings sandbox) {
        this.limits = limits;
        this.written = written;
        this.walls = walls;
        this.sandbox = sandbox;
    }

    ConfiguredAgent read(String name, Place place, Value value) {
        requireName(name, place);
        Fields agent = value.isEmpty() ? Fields.none(place, value.path()) : value.fields();
        Fields environment =
                agent.get("env").map(found -> found.fields(ENVIRONMENT)).orElseGet(() -> Fields.none(place, ""));
        Fields own = agent.get("limits")
                .map(found -> found.fields(LimitsReader.OF_AGENT))
                .orElseGet(() -> Fields.none(place, ""));
        boolean has = agent.get("limits").isPresent();
        LimitsReader reader = new LimitsReader(own, this::decides);
        return new ConfiguredAgent(
                name,
                agent.get("adapter").map(Value::text).orElse(null),
                agent.get("model").map(Value::text).orElse(null),
                agent.get("maxCost").map(Value::money).orElse(null),
                passed(environment),
                set(environment),
                has ? reader.attempt(limits.attempt()) : null,
                has ? reader.retry(limits.retry()) : null,
                agent.get("sandbox").map(found -> walls.read(found, sandbox)).orElse(null),
                agent.without(COMMON),
                place.folder(),
                place.toString());
    }

    private static void requireName(String name, Place place) {
        try {
            Agent.requireName(name);
        } catch (CouncilException error) {
            throw place.caused(error);
        }
    }

    /** Whether an agent's own limit counts: unless an option says otherwise. */
    private boolean decides(String limit) {
        return written.get(limit).map(run -> run.place().inFile()).orElse(true);
    }

    private static List<String> passed(Fields environment) {
        return environment.get("pass").map(Value::items).orElse(List.of()).stream()
                .map(name -> variable(name.text(), name))
                .toList();
    }

    private static Map<String, String> set(Fields environment) {
        Map<String, String> set = new LinkedHashMap<>();
        environment.get("set").map(Value::fields).ifPresent(variables -> {
            for (String name : variables.names()) {
                variables.get(name).ifPresent(value -> set.put(variable(name, value), value.hiddenText()));
            }
        });
        return set;
    }

    private static String variable(String name, Value where) {
        if (name.isBlank() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw where.error("this is no name of a variable");
        }
        if (name.startsWith("COUNCIL_")) {
            throw where.error("variables that begin with COUNCIL_ are the council's own");
        }
        return name;
    }
}
